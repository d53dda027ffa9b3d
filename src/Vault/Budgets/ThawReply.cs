namespace Sekisho.Vault.Budgets;

/// <summary>Who works again.</summary>
/// <param name="Callers">Their names.</param>
public sealed record ThawReply(IReadOnlyList<string> Callers);
