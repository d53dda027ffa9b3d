namespace Sekisho.Vault.Directory;

/// <summary>Names a tenant or an account.</summary>
/// <param name="Name">The tenant's name or the account's address.</param>
public sealed record NameRequest(string Name);
