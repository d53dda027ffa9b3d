using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Reading;

/// <summary>What loading gave.</summary>
/// <param name="Rules">The rules that are good.</param>
/// <param name="Problems">What is wrong with the others, and warnings.</param>
/// <param name="FileCount">How many files were read.</param>
public sealed record LoadedRules(RuleSet Rules, IReadOnlyList<RuleProblem> Problems, int FileCount)
{
    /// <summary>The problems that kept rules from being loaded.</summary>
    public IEnumerable<RuleProblem> Failures => Problems.Where(problem => problem.Kind != RuleProblemKind.Warning);
}
