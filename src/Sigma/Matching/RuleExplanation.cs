using System.Text;
using Sekisho.Sigma.Expressions;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Matching;

/// <summary>Why a rule fires over an event, or does not.</summary>
/// <param name="Fires">It fires.</param>
/// <param name="Selections">Each selection of the rule.</param>
public sealed record RuleExplanation(bool Fires, IReadOnlyList<SelectionExplanation> Selections)
{
    /// <summary>Longer values are cut.</summary>
    private const int MaxValueBytes = 512;

    /// <summary>More values that fit one demand are not told: they are for a person's eyes.</summary>
    private const int MaxValuesPerTest = 20;

    internal static RuleExplanation Of(SigmaRule rule, EventView view, Evaluation evaluation) => new(
        rule.Condition.Evaluate(evaluation),
        [.. rule.Selections.Select(selection => new SelectionExplanation(selection.Name, selection.Evaluate(evaluation), [.. SigmaRule.TestsIn(selection).SelectMany(test => Values(test, view))]))]);

    private static IEnumerable<MatchedValue> Values(FieldExpression test, EventView view)
    {
        foreach (var value in test.Tests.SelectMany(one => test.ValuesOf(view, one)).Distinct().Take(MaxValuesPerTest))
        {
            var text = value < 0 ? null : Encoding.UTF8.GetString(view.Raw(value)[..Math.Min(view.Raw(value).Length, MaxValueBytes)]);
            yield return new MatchedValue(test.Field ?? "", text);
        }
    }
}
