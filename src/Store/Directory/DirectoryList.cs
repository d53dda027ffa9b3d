namespace Sekisho.Store.Directory;

/// <summary>All tenants and a page of the accounts.</summary>
public sealed record DirectoryList(IReadOnlyList<Tenant> Tenants, IReadOnlyList<Account> Accounts);
