namespace Sekisho.Configuration.Values;

/// <summary>What becomes of a message with something that could not be looked into.</summary>
internal enum WhenUnseen
{
    /// <summary>Delivered as others are.</summary>
    Accept,

    /// <summary>Delivered with a mark.</summary>
    Tag,

    /// <summary>Taken and kept in quarantine.</summary>
    Quarantine,

    /// <summary>Refused with 5xx while its sender is there; nothing is kept.</summary>
    Reject,
}
