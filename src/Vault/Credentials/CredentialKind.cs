using System.Text.Json.Serialization;

namespace Sekisho.Vault.Credentials;

/// <summary>What kind of secret somebody else's service gave.</summary>
public enum CredentialKind
{
    /// <summary>A password for SMTP or IMAP.</summary>
    [JsonStringEnumMemberName("password")]
    Password,

    /// <summary>An OAuth 2.0 refresh token (RFC 6749 §1.5).</summary>
    [JsonStringEnumMemberName("refresh_token")]
    RefreshToken,
}
