using Sekisho.Identity.Budgets;
using Sekisho.Identity.Rights;
using Sekisho.Vault.Rights;

namespace Sekisho.Vault.Budgets;

/// <summary>From whose budget is taken what somebody asks for at the command line.</summary>
internal static class CommandLineBudget
{
    private static readonly BudgetCaller Operator = new(BudgetClass.Operator, BudgetClass.Operator);

    /// <summary>
    /// Operators share one. A person of a tenant has their own, over all of their logins: with the operators' a tenant could freeze those
    /// whom everybody needs in an emergency. It is named as the ledger names the person, so that it shows who it is to those who may know.
    /// </summary>
    public static BudgetCaller Of(Actor? actor) => actor is null or { Scope: RightsScope.All } or { Who.Ticket: null }
        ? Operator
        : new BudgetCaller(BudgetClass.Person, actor.Who?.Person?.ToString() ?? actor.Who?.Ticket ?? "");
}
