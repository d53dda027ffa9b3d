namespace Sekisho.Configuration.Values;

/// <summary>What becomes of a message with something that runs in a document.</summary>
internal enum WhenActive
{
    /// <summary>What the other rules say.</summary>
    Accept,

    /// <summary>Delivered with a mark.</summary>
    Tag,

    /// <summary>Delivered rebuilt, the original kept in quarantine.</summary>
    Disarm,

    /// <summary>Taken and kept in quarantine.</summary>
    Quarantine,

    /// <summary>Refused with 5xx while its sender is there; nothing is kept.</summary>
    Reject,
}
