using Sekisho.Sigma.Expressions;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>
/// Reads a filter. The specification leaves open whether its condition says what to drop (its example) or what to keep
/// (what converters make of <c>condition: not selection</c>). Both mean the same here: what the selections describe is
/// dropped, so a <c>not</c> around the whole condition changes nothing.
/// </summary>
internal static class FilterReading
{
    /// <summary>Reads a filter; null when it is wrong, which has been told.</summary>
    public static FilterRule? Read(RuleSection section, RuleHeader header, YamlNode filter, IReadOnlyDictionary<string, IReadOnlyList<string>> placeholders)
    {
        var logSource = section.LogSource();
        var reading = new DetectionReading(section, new SelectionReading(section, placeholders));
        if (reading.Selections(filter, notSelections: ["rules"]) is not { } selections) return null;
        var map = (YamlMap)filter;
        if (map.Find("condition") is not { } conditionNode)
        {
            section.Error(filter, "There is no condition.", "Write 'condition: selection'.");
            return null;
        }

        if (map.Find("rules") is not { } rules)
        {
            section.Error(filter, "The filter does not say for which rules it is.", "Write 'rules:' with their ids or names, or 'rules: any'.");
            return null;
        }

        if (reading.Condition(conditionNode, selections, warnUnused: true) is not { } condition) return null;
        var references = RuleSection.Texts(rules);
        var all = references is [var only] && only.Equals("any", StringComparison.OrdinalIgnoreCase);
        return new FilterRule(header, logSource, all ? null : references, HoldsWithoutSelections(condition) ? new NotExpression(condition) : condition);
    }

    private static bool HoldsWithoutSelections(Expression condition) => condition switch
    {
        SelectionExpression => false,
        NotExpression => !HoldsWithoutSelections(condition.Parts[0]),
        AndExpression => condition.Parts.All(HoldsWithoutSelections),
        OrExpression => condition.Parts.Any(HoldsWithoutSelections),
        CountExpression count => condition.Parts.Count(HoldsWithoutSelections) >= count.Wanted,
        _ => false,
    };
}
