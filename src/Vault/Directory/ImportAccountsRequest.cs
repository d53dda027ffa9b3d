namespace Sekisho.Vault.Directory;

/// <summary>Adds many accounts in one transaction; those that exist are changed.</summary>
/// <param name="Accounts">1 to 10,000 accounts.</param>
public sealed record ImportAccountsRequest(IReadOnlyList<ImportAccount> Accounts);
