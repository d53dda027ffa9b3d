namespace Sekisho.Vault.Credentials;

/// <summary>Asks for a sealed password itself, for a relay that knows nothing better than PLAIN or LOGIN and whose route permits it.</summary>
/// <param name="Id">The credential.</param>
/// <param name="Purpose">What for, for the record: 1 to 64 of a–z, 0–9, '.', '-'.</param>
/// <param name="Host">The relay's name, by which its certificate was checked.</param>
public sealed record GivePasswordRequest(string Id, string Purpose, string Host);
