using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Samples;

/// <summary>What a rule did over one of its samples.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Sample">The sample.</param>
/// <param name="IsPositive">The rule should fire.</param>
/// <param name="Fired">It did.</param>
public sealed record SampleResult(SigmaRule Rule, RuleSample Sample, bool IsPositive, bool Fired)
{
    /// <summary>The rule did what it should.</summary>
    public bool IsRight => IsPositive == Fired;
}
