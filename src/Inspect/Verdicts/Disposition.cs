namespace Sekisho.Inspect.Verdicts;

/// <summary>What is to become of a message.</summary>
public enum Disposition
{
    /// <summary>Deliver.</summary>
    Accept,

    /// <summary>Deliver with a mark in the header.</summary>
    Tag,

    /// <summary>Take it, keep it from its reader until somebody decides.</summary>
    Quarantine,

    /// <summary>Refuse it now with 5xx; nothing is kept and no bounce is made.</summary>
    Reject,

    /// <summary>It could not be inspected (late, crashed, scanner away): take it, hold it, inspect it again.</summary>
    Defer,
}
