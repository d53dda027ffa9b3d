using System.Text.Json.Serialization;

namespace Sekisho.Vault.Passkeys;

/// <summary>What came of a registration.</summary>
public enum PasskeyResult
{
    /// <summary>It lets in from now on.</summary>
    [JsonStringEnumMemberName("registered")]
    Registered,

    /// <summary>The operator's code is wrong, used or over.</summary>
    [JsonStringEnumMemberName("wrong_code")]
    WrongCode,

    /// <summary>What the browser sent is not what was asked for.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>This passkey is registered already, for this account or another.</summary>
    [JsonStringEnumMemberName("known")]
    Known,

    /// <summary>The account has as many as it may have.</summary>
    [JsonStringEnumMemberName("too_many")]
    TooMany,
}
