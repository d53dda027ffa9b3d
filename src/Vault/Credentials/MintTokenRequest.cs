namespace Sekisho.Vault.Credentials;

/// <summary>Asks for a short-lived access token made of a sealed refresh token.</summary>
/// <param name="Id">The credential.</param>
/// <param name="Purpose">What for, for the record: 1 to 64 of a–z, 0–9, '.', '-'.</param>
public sealed record MintTokenRequest(string Id, string Purpose);
