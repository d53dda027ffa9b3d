using System.Runtime.InteropServices;

namespace Sekisho.Identity.Budgets;

/// <summary>Whose budget: a class that the configuration has limits for, and who of that class.</summary>
/// <param name="Class">Such as "role", "ticket", "account", "tenant".</param>
/// <param name="Name">Such as "web", a ticket's identifier, an account's number; at most 128 characters.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BudgetCaller(string Class, string Name)
{
    /// <summary>The longest class or name, in characters.</summary>
    public const int LongestName = 128;
}
