using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Samples;

/// <summary>What a rule did over one of its samples.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Sample">The sample.</param>
/// <param name="IsPositive">The rule should fire.</param>
/// <param name="Fired">It did.</param>
/// <param name="Explanation">Which of its selections hold, and by which values; only where it did what it should not.</param>
public sealed record SampleResult(SigmaRule Rule, RuleSample Sample, bool IsPositive, bool Fired, RuleExplanation? Explanation)
{
    /// <summary>The rule did what it should.</summary>
    public bool IsRight => IsPositive == Fired;
}
