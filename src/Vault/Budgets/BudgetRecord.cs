namespace Sekisho.Vault.Budgets;

/// <summary>A budget as it is stored.</summary>
internal sealed record BudgetRecord(string Class, string Name, int Kind, IReadOnlyList<long> Used, long AtTicks, long? FrozenAtTicks);
