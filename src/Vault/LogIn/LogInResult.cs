using System.Text.Json.Serialization;

namespace Sekisho.Vault.LogIn;

/// <summary>What came of a login.</summary>
public enum LogInResult
{
    /// <summary>Good.</summary>
    [JsonStringEnumMemberName("granted")]
    Granted,

    /// <summary>Not good: why is nobody's business.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The password is good and the account asks for a second factor: ask again with the code.</summary>
    [JsonStringEnumMemberName("code_wanted")]
    CodeWanted,

    /// <summary>Too many failures from this network for this account: not looked at.</summary>
    [JsonStringEnumMemberName("throttled")]
    Throttled,
}
