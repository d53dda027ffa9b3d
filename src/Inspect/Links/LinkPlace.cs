namespace Sekisho.Inspect.Links;

/// <summary>How a message uses an address.</summary>
internal enum LinkPlace
{
    /// <summary>Written in a text.</summary>
    Text,

    /// <summary>Followed by a click.</summary>
    Anchor,

    /// <summary>A form is sent there.</summary>
    Form,

    /// <summary>Fetched for display: pictures, styles, frames, scripts.</summary>
    Resource,

    /// <summary>Followed without a click (meta refresh).</summary>
    Refresh,

    /// <summary>The base of relative addresses.</summary>
    Base,
}
