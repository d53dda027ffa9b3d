using System.Text.Json.Serialization;

namespace Sekisho.Vault.Opening;

/// <summary>What an operator opens.</summary>
public enum OpenPurpose
{
    /// <summary>The whole message: on record as message.exported.</summary>
    [JsonStringEnumMemberName("content")]
    Content,

    /// <summary>Who wrote to whom, and the subject: on record as envelope.read.</summary>
    [JsonStringEnumMemberName("envelope")]
    Envelope,
}
