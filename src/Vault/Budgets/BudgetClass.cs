namespace Sekisho.Vault.Budgets;

/// <summary>The classes of callers that have budgets.</summary>
internal static class BudgetClass
{
    public const string Ticket = "ticket";
    public const string Web = "web";
    public const string Deliver = "deliver";
    public const string Operator = "operator";

    /// <summary>A person of a tenant at the command line: each has their own.</summary>
    public const string Person = "person";
}
