namespace Sekisho.Vault.Credentials;

/// <summary>Asks with what to log in at a relay.</summary>
/// <param name="Id">The credential that the route names.</param>
/// <param name="Host">The relay's name, by which its certificate was checked.</param>
public sealed record RelayLogInRequest(string Id, string Host);
