using System.Globalization;
using System.Text.RegularExpressions;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>
/// Understands the aggregation that conditions had before there were correlations –
/// <c>selection | count(Field) by Group &gt; 10</c> with a <c>timeframe</c> – as the correlation that says the same.
/// </summary>
internal static partial class AggregationReading
{
    /// <summary>What the old rules meant when they gave no time.</summary>
    private static readonly TimeSpan UsualTimespan = TimeSpan.FromHours(1);

    /// <summary>The condition in front of the aggregation; the whole text when there is none.</summary>
    public static string WithoutAggregation(string condition) => Form().Match(condition) is { Success: true } match ? condition[..match.Index] : condition;

    /// <summary>The correlation of a rule whose condition ends with an aggregation, or null.</summary>
    public static CorrelationRule? Of(RuleHeader header, YamlMap detection, string reference)
    {
        if (detection.Find("condition") is not YamlScalar condition || Form().Match(condition.Text) is not { Success: true } match) return null;
        var field = match.Groups["field"].Value.Trim();
        var type = (match.Groups["function"].Value, field.Length > 0) switch
        {
            ("count", false) => CorrelationType.EventCount,
            ("count", true) => CorrelationType.ValueCount,
            ("sum", true) => CorrelationType.ValueSum,
            ("avg", true) => CorrelationType.ValueAverage,
            _ => (CorrelationType?)null,
        };
        if (type is null) return null;
        return new CorrelationRule
        {
            Header = header,
            Type = type.Value,
            References = [reference],
            GroupBy = match.Groups["group"].Success ? match.Groups["group"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [],
            Timespan = (detection.Find("timeframe") as YamlScalar)?.Text is { } text && CorrelationReading.TryTimespan(text, out var span) ? span : UsualTimespan,
            Bounds = [new CorrelationBound(match.Groups["operator"].Value switch { ">" => "gt", ">=" => "gte", "<" => "lt", "<=" => "lte", _ => "eq" }, double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))],
            ConditionFields = field.Length > 0 ? [field] : [],
        };
    }

    [GeneratedRegex(@"\|\s*(?<function>count|sum|avg)\s*\((?<field>[^()|]{0,200})\)\s*(by\s+(?<group>[^<>=|]{1,500}?))?\s*(?<operator>[<>]=?|==?)\s*(?<number>[0-9]{1,9})\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
