using System.Runtime.InteropServices;

namespace Sekisho.Identity.Budgets;

/// <summary>What became of a wish to take from a budget.</summary>
/// <param name="Status">Taken, or why not.</param>
/// <param name="Caller">Whose budget decided it.</param>
/// <param name="Window">With <see cref="BudgetStatus.Exceeded"/>: the window that had too little; zero otherwise.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BudgetDecision(BudgetStatus Status, BudgetCaller Caller, TimeSpan Window = default)
{
    /// <summary>It was taken.</summary>
    public bool IsTaken => Status == BudgetStatus.Taken;
}
