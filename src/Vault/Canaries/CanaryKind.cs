using System.Text.Json.Serialization;

namespace Sekisho.Vault.Canaries;

/// <summary>What a trap is. A credential is made one when it is added.</summary>
public enum CanaryKind
{
    /// <summary>An account: logging in and opening its messages.</summary>
    [JsonStringEnumMemberName("mailbox")]
    Mailbox,

    /// <summary>One message, by its identifier.</summary>
    [JsonStringEnumMemberName("message")]
    Message,

    /// <summary>A key, by its identifier: opening anything that is sealed to it.</summary>
    [JsonStringEnumMemberName("key")]
    Key,
}
