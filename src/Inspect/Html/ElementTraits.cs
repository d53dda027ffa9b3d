namespace Sekisho.Inspect.Html;

/// <summary>What the reader knows of an element by its name.</summary>
[Flags]
internal enum ElementTraits
{
    /// <summary>Nothing: an element within a line.</summary>
    None = 0,

    /// <summary>Starts and ends a line.</summary>
    Block = 1,

    /// <summary>Has no content and no end tag.</summary>
    Void = 2,

    /// <summary>Its content is not read as tags.</summary>
    RawText = 4,

    /// <summary>End tags of elements outside do not reach in (HTML, "has an element in scope").</summary>
    Scope = 8,

    /// <summary>An open paragraph ends where it starts.</summary>
    EndsParagraph = 16,

    /// <summary>A cell of a table.</summary>
    Cell = 32,
}
