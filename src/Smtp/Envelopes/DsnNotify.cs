using System.Text.Json.Serialization;

namespace Sekisho.Smtp.Envelopes;

/// <summary>NOTIFY= of RCPT TO (RFC 3461 §4.1). In JSON one text with the names in lower case, several joined by ", ".</summary>
[Flags]
public enum DsnNotify
{
    /// <summary>Not given: failures, and delays where the sender of notices wishes to.</summary>
    [JsonStringEnumMemberName("unspecified")]
    Unspecified = 0,

    /// <summary>NEVER: no notice at all.</summary>
    [JsonStringEnumMemberName("never")]
    Never = 1,

    /// <summary>SUCCESS.</summary>
    [JsonStringEnumMemberName("success")]
    Success = 2,

    /// <summary>FAILURE.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure = 4,

    /// <summary>DELAY.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay = 8,
}
