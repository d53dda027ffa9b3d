using System.Globalization;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>Reads a correlation (specification 2.1, "Sigma Correlation Rules").</summary>
internal static class CorrelationReading
{
    private static readonly Dictionary<string, CorrelationType> Types = new(StringComparer.Ordinal)
    {
        ["event_count"] = CorrelationType.EventCount,
        ["value_count"] = CorrelationType.ValueCount,
        ["temporal"] = CorrelationType.Temporal,
        ["temporal_ordered"] = CorrelationType.TemporalOrdered,
        ["value_sum"] = CorrelationType.ValueSum,
        ["value_avg"] = CorrelationType.ValueAverage,
        ["value_percentile"] = CorrelationType.ValuePercentile,
        ["value_median"] = CorrelationType.ValueMedian,
    };

    /// <summary>Longer windows would keep every event of years; for chains over months there are scenarios.</summary>
    private static readonly TimeSpan MaxTimespan = TimeSpan.FromDays(3660);

    /// <summary>Reads a correlation; null when it is wrong, which has been told.</summary>
    public static CorrelationRule? Read(RuleSection section, RuleHeader header, YamlNode node)
    {
        if (node is not YamlMap map)
        {
            section.Error(node, "'correlation' is a mapping.");
            return null;
        }

        var typeName = (map.Find("type") as YamlScalar)?.Text ?? "";
        if (!Types.TryGetValue(typeName, out var type))
        {
            section.Error(map.Find("type") ?? map, typeName.Length == 0 ? "The correlation has no type." : $"There is no correlation type '{typeName}'.", $"There are: {string.Join(", ", Types.Keys)}.");
            return null;
        }

        var references = RuleSection.Texts(map.Find("rules")).ToList();
        var words = Words(section, map, type, references);
        if (references.Count == 0) section.Error(map.Find("rules") ?? map, "The correlation names no rules.", "Write 'rules:' with their ids or names.");
        var span = Timespan(section, map);
        var condition = Condition(section, map, type);
        if (references.Count == 0 || span is null || condition is null) return null;
        return new CorrelationRule
        {
            Header = header,
            Type = type,
            References = references,
            GroupBy = RuleSection.Texts(map.Find("group-by")),
            Timespan = span.Value,
            Bounds = condition.Value.Bounds,
            WordsOver = words,
            ConditionFields = condition.Value.Fields,
            Percentile = condition.Value.Percentile,
            Aliases = Aliases(section, map),
            Generate = ((map.Find("generate") ?? section.Map.Find("generate")) as YamlScalar)?.Boolean == true,
        };
    }

    private static TimeSpan? Timespan(RuleSection section, YamlMap map)
    {
        var node = map.Find("timespan") ?? map.Find("timeframe");
        if (node is not YamlScalar scalar)
        {
            section.Error(node ?? map, "The correlation needs a timespan.", "Write a number with s, m, h or d, for instance 'timespan: 15m'.");
            return null;
        }

        if (TryTimespan(scalar.Text, out var span)) return span;
        section.Error(scalar, $"'{scalar.Text}' is no timespan.", "Write a number with s, m, h or d; at most ten years.");
        return null;
    }

    /// <summary>Reads a number with its unit.</summary>
    public static bool TryTimespan(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length < 2 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        var seconds = text[^1] switch { 's' => 1d, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 7 * 86_400, 'M' => 30 * 86_400, 'y' => 365 * 86_400, _ => 0 } * number;
        if (seconds <= 0 || seconds > MaxTimespan.TotalSeconds) return false;
        span = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static Correlating.RuleWords? Words(RuleSection section, YamlMap map, CorrelationType type, List<string> references)
    {
        if (type is not (CorrelationType.Temporal or CorrelationType.TemporalOrdered) || map.Find("condition") is not YamlScalar { IsNull: false } scalar) return null;
        var words = Correlating.RuleWords.Read(scalar.Text, references, out var problem);
        if (words is null) section.Error(scalar, problem, "Write the rules with 'and', 'or', 'not', for instance 'rule_a and not rule_b'.");
        return words;
    }

    private static (List<CorrelationBound> Bounds, IReadOnlyList<string> Fields, double? Percentile)? Condition(RuleSection section, YamlMap map, CorrelationType type)
    {
        var temporal = type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;
        var node = map.Find("condition");
        if (temporal && node is null or YamlScalar) return ([], [], null);
        if (node is not YamlMap condition)
        {
            section.Error(node ?? map, node is null ? "The correlation has no condition." : "The condition of a correlation is a mapping.", "For instance 'gte: 10' below 'condition:'.");
            return null;
        }

        var bounds = new List<CorrelationBound>();
        double? percentile = null;
        foreach (var (key, value) in condition.Members)
        {
            if (key.Text == "field") continue;
            var number = value is YamlScalar scalar && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed) ? parsed : (double?)null;
            if (key.Text is not ("gt" or "gte" or "lt" or "lte" or "eq" or "neq" or "percentile")) section.Error(key, $"There is no comparison '{key.Text}'.", "There are gt, gte, lt, lte, eq and neq; all that are given must hold.");
            else if (number is null) section.Error(value, $"'{key.Text}' needs a number.");
            else if (key.Text == "percentile") percentile = Math.Clamp(number.Value, 0, 100);
            else bounds.Add(new CorrelationBound(key.Text, number.Value));
        }

        var fields = RuleSection.Texts(condition.Find("field"));
        var needsField = !temporal && type != CorrelationType.EventCount;
        if (needsField && fields.Count == 0) section.Error(condition, "This type of correlation needs 'field' in its condition.");
        if (bounds.Count == 0 && !temporal) section.Error(condition, "The condition compares with nothing.", "For instance 'gte: 10'.");
        return (needsField && fields.Count == 0) || (bounds.Count == 0 && !temporal) ? null : (bounds, fields, percentile);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Aliases(RuleSection section, YamlMap map)
    {
        var aliases = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (map.Find("aliases") is not { } node) return aliases;
        if (node is not YamlMap members)
        {
            section.Error(node, "'aliases' is a mapping of mappings.", "Write alias, below it rule: field.");
            return aliases;
        }

        foreach (var (alias, value) in members.Members)
        {
            if (value is YamlMap fields && fields.Members.All(member => member.Value is YamlScalar))
                aliases[alias.Text] = fields.Members.ToDictionary(member => member.Key.Text, member => ((YamlScalar)member.Value).Text, StringComparer.Ordinal);
            else section.Error(value, $"The alias '{alias.Text}' is a mapping of rules to fields.");
        }

        return aliases;
    }
}
