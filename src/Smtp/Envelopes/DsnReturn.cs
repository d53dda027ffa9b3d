using System.Text.Json.Serialization;

namespace Sekisho.Smtp.Envelopes;

/// <summary>RET= of MAIL FROM: what of the message a failure notice carries (RFC 3461 §4.3).</summary>
public enum DsnReturn
{
    /// <summary>Not given: headers only.</summary>
    [JsonStringEnumMemberName("unspecified")]
    Unspecified,

    /// <summary>FULL: the whole message.</summary>
    [JsonStringEnumMemberName("full")]
    Full,

    /// <summary>HDRS: the headers only.</summary>
    [JsonStringEnumMemberName("headers")]
    Headers,
}
