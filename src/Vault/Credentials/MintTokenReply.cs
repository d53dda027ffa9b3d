namespace Sekisho.Vault.Credentials;

/// <summary>A short-lived access token. The refresh token that it was made of stays in the vault.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="AccessToken">The token (RFC 6750); null unless minted.</param>
/// <param name="ExpiresAt">Until when the service says that it holds.</param>
public sealed record MintTokenReply(MintStatus Status, string? AccessToken = null, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Without the token: it is a secret.</summary>
    public override string ToString() => $"{nameof(MintTokenReply)} ({Status})";
}
