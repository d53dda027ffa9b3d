namespace Sekisho.Vault.Budgets;

/// <summary>The budget of one caller for one kind of release.</summary>
/// <param name="Caller">The role.</param>
/// <param name="Kind">The kind of release: messages, index-keys, queue-messages, exports, credentials, signatures.</param>
/// <param name="Each">What counts together: "caller", "ticket" or "account".</param>
/// <param name="Limit">The most in one window.</param>
/// <param name="WindowSeconds">The window, in seconds.</param>
/// <param name="Used">Used in this window; for budgets of tickets or accounts: by the one that used most.</param>
public sealed record BudgetItem(string Caller, string Kind, string Each, long Limit, long WindowSeconds, long Used);
