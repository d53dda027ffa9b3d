namespace Sekisho.Vault.Credentials;

/// <summary>
/// Makes a short-lived token of a sealed long-lived one (RFC 6749 §6). It needs the network, which the vault has not: the role
/// deliver will do it, for one named token endpoint, over a connection that the vault prepares. Nothing implements it yet, and
/// until something does, refresh tokens are kept and never used.
/// </summary>
internal interface ICredentialExchange
{
    /// <summary>Exchanges a refresh token.</summary>
    /// <param name="endpoint">The token endpoint.</param>
    /// <param name="client">The client identifier.</param>
    /// <param name="refreshToken">The long-lived token; does not leave the exchange.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The access token and until when it holds; null when the service refused.</returns>
    ValueTask<(string AccessToken, DateTimeOffset ExpiresAt)?> ExchangeAsync(Uri endpoint, string client, string refreshToken, CancellationToken cancellation);
}
