using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>Something is wrong with a rule.</summary>
/// <param name="Kind">What it means for the rule.</param>
/// <param name="Place">Where.</param>
/// <param name="Problem">What.</param>
/// <param name="Advice">What to do; may be empty.</param>
public sealed record RuleProblem(RuleProblemKind Kind, RulePlace Place, string Problem, string Advice = "")
{
    /// <inheritdoc/>
    public override string ToString() => Advice.Length > 0 ? $"{Place}: {Problem} {Advice}" : $"{Place}: {Problem}";
}
