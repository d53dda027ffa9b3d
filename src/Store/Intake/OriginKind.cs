using System.Text.Json.Serialization;

namespace Sekisho.Store.Intake;

/// <summary>How a message came in.</summary>
public enum OriginKind
{
    /// <summary>From another mail server.</summary>
    [JsonStringEnumMemberName("relay")]
    Relay,

    /// <summary>From a person of ours who logged in.</summary>
    [JsonStringEnumMemberName("submission")]
    Submission,

    /// <summary>Made here (a delivery status notification).</summary>
    [JsonStringEnumMemberName("system")]
    System,
}
