namespace Sekisho.Vault.Credentials;

/// <summary>Asks for a short-lived access token made of a sealed refresh token.</summary>
/// <param name="Id">The credential.</param>
/// <param name="Purpose">What for, for the record: 1 to 64 of a–z, 0–9, '.', '-'.</param>
/// <param name="Host">The relay's name, by which its certificate was checked: a relay of the credential's tenant there has to name it.</param>
public sealed record MintTokenRequest(string Id, string Purpose, string Host);
