using System.Text.Json.Serialization;

namespace Sekisho.Vault.LogIn;

/// <summary>Where somebody logs in.</summary>
public enum LogInDoor
{
    /// <summary>Mail submission over SMTP: takes app passwords; gives no ticket, since nothing is read there.</summary>
    [JsonStringEnumMemberName("submission")]
    Submission,

    /// <summary>A browser: takes the account's own password with its second factor, and gives a ticket.</summary>
    [JsonStringEnumMemberName("web")]
    Web,
}
