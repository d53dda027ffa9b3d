namespace Sekisho.Vault.Credentials;

/// <summary>Makes a short-lived token of a sealed long-lived one (RFC 6749 §6).</summary>
internal interface ICredentialExchange
{
    /// <summary>Exchanges a refresh token.</summary>
    /// <param name="credential">What is sealed: endpoint, client, refresh token. It goes to the endpoint and nowhere else.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The access token, or why there is none; never an exception for what the network or the service does.</returns>
    ValueTask<ExchangeResult> ExchangeAsync(CredentialRecord credential, CancellationToken cancellation);
}
