namespace Sekisho.Vault.Directory;

/// <summary>What came of an import.</summary>
/// <param name="Added">New accounts.</param>
/// <param name="Changed">Accounts that existed.</param>
/// <param name="Problems">What was not taken: the position in the request, from 0, and why.</param>
public sealed record ImportAccountsReply(int Added, int Changed, IReadOnlyList<ImportProblem> Problems);
