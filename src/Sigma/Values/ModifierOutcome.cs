using Sekisho.Sigma.Reading;

namespace Sekisho.Sigma.Values;

/// <summary>What came of the modifiers of a field: the tests, or what is wrong.</summary>
internal sealed record ModifierOutcome
{
    /// <summary>One test for each value that was written.</summary>
    public IReadOnlyList<ValueTest> Tests { get; init; } = [];

    /// <summary>All must hold, not just one.</summary>
    public bool All { get; init; }

    /// <summary>The outcome is turned round (<c>neq</c>).</summary>
    public bool Negated { get; init; }

    /// <summary>What is wrong, or null.</summary>
    public string? Problem { get; init; }

    public string Advice { get; init; } = "";

    public RuleProblemKind ProblemKind { get; init; }

    public static ModifierOutcome Wrong(string problem, string advice = "", RuleProblemKind kind = RuleProblemKind.Error) => new() { Problem = problem, Advice = advice, ProblemKind = kind };
}
