namespace Sekisho.Identity.Budgets;

/// <summary>What is left of one budget; store it, so that a restart does not fill it again.</summary>
public sealed record BudgetState
{
    /// <summary>Whose.</summary>
    public required BudgetCaller Caller { get; init; }

    /// <summary>Of what.</summary>
    public required BudgetKind Kind { get; init; }

    /// <summary>How much was used of the three buckets and has not refilled, each in units times ticks of its window.</summary>
    public required IReadOnlyList<long> Used { get; init; }

    /// <summary>The moment for which that is true, in UTC ticks.</summary>
    public required long AtTicks { get; init; }

    /// <summary>Since when it is frozen, in UTC ticks; null when it is not.</summary>
    public long? FrozenAtTicks { get; init; }
}
