namespace Sekisho.Vault.Directory;

/// <summary>An account as it is stored, under its tenant's key.</summary>
internal sealed record AccountRecord(string Address, AccountRight Right = AccountRight.User, IReadOnlyList<string>? Groups = null);
