using Sekisho.Sigma.Conditions;
using Sekisho.Sigma.Expressions;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>Reads the <c>detection</c> of a rule: its selections and its condition.</summary>
internal sealed class DetectionReading(RuleSection section, SelectionReading selectionReading)
{
    /// <summary>Reads a rule; null when it is wrong, which has been told.</summary>
    public static SigmaRule? Read(RuleSection section, RuleHeader header, YamlNode detection, IReadOnlyDictionary<string, IReadOnlyList<string>> placeholders)
    {
        var logSource = section.LogSource();
        var reading = new DetectionReading(section, new SelectionReading(section, placeholders));
        if (reading.Selections(detection, notSelections: []) is not { } selections) return null;
        var conditionNode = ((YamlMap)detection).Find("condition");
        if (conditionNode is null)
        {
            section.Error(detection, "There is no condition.", "Write 'condition: selection'.");
            return null;
        }

        return reading.Condition(conditionNode, selections, warnUnused: true) is { } condition ? new SigmaRule(header, logSource, condition, selections) : null;
    }

    /// <summary>The selections of a detection or filter; null when something is wrong, which has been told.</summary>
    public List<SelectionExpression>? Selections(YamlNode detection, string[] notSelections)
    {
        if (detection is not YamlMap map)
        {
            section.Error(detection, "Selections and condition are a mapping.", "Write 'selection:' and 'condition:' below it.");
            return null;
        }

        var selections = new List<SelectionExpression>();
        var good = true;
        foreach (var (key, value) in map.Members)
        {
            // Not a selection, although it stands here in some old rules.
            if (key.Text is "condition" or "timeframe" || notSelections.Contains(key.Text, StringComparer.Ordinal)) continue;
            if (selectionReading.Read(value) is { } content) selections.Add(new SelectionExpression(key.Text, content));
            else good = false;
        }

        if (selections.Count > RuleLimits.MaxSelections)
        {
            section.Error(detection, $"The rule has more than {RuleLimits.MaxSelections} selections.");
            return null;
        }

        if (good && selections.Count == 0) section.Error(detection, "There is no selection.", "Write 'selection:' with fields and values.");
        return good && selections.Count > 0 ? selections : null;
    }

    /// <summary>The condition; a list of conditions is fulfilled by any of them. Null when something is wrong, which has been told.</summary>
    public Expression? Condition(YamlNode node, List<SelectionExpression> selections, bool warnUnused)
    {
        var binding = new ConditionBinding(selections);
        var alternatives = new List<Expression>();
        var texts = node is YamlList list ? list.Items : [node];
        foreach (var item in texts)
        {
            if (item is not YamlScalar scalar)
            {
                section.Error(item, "A condition is text.");
                return null;
            }

            var syntax = ConditionParser.Parse(AggregationReading.WithoutAggregation(scalar.Text), out var parser);
            if (syntax is null)
            {
                Tell(scalar, parser.ProblemOffset, parser.Problem!, parser.Advice);
                return null;
            }

            if (binding.Bind(syntax) is not { } bound)
            {
                Tell(scalar, binding.ProblemOffset, binding.Problem!, binding.Advice);
                return null;
            }

            alternatives.Add(bound);
        }

        if (alternatives.Count == 0)
        {
            section.Error(node, "The list of conditions is empty.");
            return null;
        }

        if (warnUnused)
        {
            foreach (var selection in selections.Where(selection => !binding.Used.Contains(selection.Name)))
                section.Warn(node, $"The selection '{selection.Name}' is not used by the condition.");
        }

        return alternatives.Count == 1 ? alternatives[0] : new OrExpression(alternatives);
    }

    // The text of a plain or quoted scalar on one line begins where the scalar does (behind its quote); for folded ones the line is right.
    private void Tell(YamlScalar scalar, int offset, string problem, string advice) =>
        section.Tell(RuleProblemKind.Error, section.Place(scalar) with { Column = scalar.Column + offset + (scalar.Plain ? 0 : 1) }, problem, advice);
}
