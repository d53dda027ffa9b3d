namespace Sekisho.Vault.Budgets;

/// <summary>One budget.</summary>
/// <param name="Caller">Whose: a role, or "ticket" for each ticket.</param>
/// <param name="Kind">Of what: messagesOpened, messagesExported, keyLeases, credentialUses, ticketsIssued, signatures.</param>
/// <param name="PerMinute">The most in a minute.</param>
/// <param name="PerHour">The most in an hour.</param>
/// <param name="PerDay">The most in a day.</param>
/// <param name="LargestLeakPerHour">The most that an intruder with all of this caller's rights gets in one hour, having saved up all it could.</param>
public sealed record BudgetItem(string Caller, string Kind, long PerMinute, long PerHour, long PerDay, long LargestLeakPerHour);
