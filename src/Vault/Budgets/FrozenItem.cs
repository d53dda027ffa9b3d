namespace Sekisho.Vault.Budgets;

/// <summary>A caller that gets nothing until somebody thaws it.</summary>
/// <param name="Caller">The role, or "ticket:…"/"account:…" under a reference.</param>
/// <param name="Since">Since when.</param>
/// <param name="Cause">Why: the budget that was exceeded, or the canary that was touched.</param>
public sealed record FrozenItem(string Caller, DateTimeOffset Since, string Cause);
