using System.Text.Json.Serialization;

namespace Sekisho.Inspect.Verdicts;

/// <summary>What is to become of a message. In JSON and on the command line in lower case.</summary>
public enum Disposition
{
    /// <summary>Deliver.</summary>
    [JsonStringEnumMemberName("accept")]
    Accept,

    /// <summary>Deliver with a mark in the header.</summary>
    [JsonStringEnumMemberName("tag")]
    Tag,

    /// <summary>Deliver it rebuilt without what could do harm, and keep the original in quarantine.</summary>
    [JsonStringEnumMemberName("disarm")]
    Disarm,

    /// <summary>Take it, keep it from its reader until somebody decides.</summary>
    [JsonStringEnumMemberName("quarantine")]
    Quarantine,

    /// <summary>Refuse it now with 5xx; nothing is kept and no bounce is made.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject,

    /// <summary>It could not be inspected (late, crashed, scanner away): take it, hold it, inspect it again.</summary>
    [JsonStringEnumMemberName("defer")]
    Defer,
}
