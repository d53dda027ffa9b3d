namespace Sekisho.Vault.Credentials;

/// <summary>What came of an exchange.</summary>
/// <param name="Status">What.</param>
/// <param name="AccessToken">The short-lived token; null unless minted.</param>
/// <param name="Lifetime">For how long the service says that it holds.</param>
/// <param name="NextRefreshToken">The refresh token that takes the old one's place (RFC 6749 §6); null to keep the old one.</param>
internal sealed record ExchangeResult(MintStatus Status, string? AccessToken = null, TimeSpan Lifetime = default, string? NextRefreshToken = null)
{
    /// <summary>Without the tokens: they are secrets.</summary>
    public override string ToString() => $"{nameof(ExchangeResult)} ({Status})";
}
