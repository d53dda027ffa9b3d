using System.Text.Json.Serialization;

namespace Sekisho.Edge;

/// <summary>What is spoken at an address.</summary>
public enum ListenerKind
{
    /// <summary>Mail from other servers (port 25): STARTTLS offered, no login, recipients of ours only. Reported as "mx".</summary>
    [JsonStringEnumMemberName("mx")]
    Relay,

    /// <summary>Mail from people of ours (port 587, RFC 6409): STARTTLS, then a login. Reported as "submission".</summary>
    [JsonStringEnumMemberName("submission")]
    Submission,

    /// <summary>The same with TLS from the first byte (port 465, RFC 8314 §3.3). Reported as "submissions".</summary>
    [JsonStringEnumMemberName("submissions")]
    SubmissionTls,
}
