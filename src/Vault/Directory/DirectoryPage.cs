namespace Sekisho.Vault.Directory;

/// <summary>A page of tenants or of accounts.</summary>
/// <typeparam name="T">Which.</typeparam>
/// <param name="Items">In the order in which they were added.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record DirectoryPage<T>(IReadOnlyList<T> Items, string? Next);
