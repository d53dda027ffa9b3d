using System.Text.Json.Serialization;

namespace Sekisho.Vault.Credentials;

/// <summary>What came of the wish for an access token.</summary>
public enum MintStatus
{
    /// <summary>Here it is.</summary>
    [JsonStringEnumMemberName("minted")]
    Minted,

    /// <summary>The service takes the refresh token no more (invalid_grant): its owner has to link the service again.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,

    /// <summary>The service refuses for another reason (RFC 6749 §5.2): the link is set up wrongly.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>No connection, a certificate that does not fit, no answer in time, or an answer that is an error of the service: try again.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,

    /// <summary>The answer is too large or not that of a token endpoint.</summary>
    [JsonStringEnumMemberName("not_understood")]
    NotUnderstood,
}
