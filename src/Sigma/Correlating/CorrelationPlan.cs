using System.Security.Cryptography;
using System.Text;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Correlating;

/// <summary>A correlation with everything looked up that its events need.</summary>
internal sealed class CorrelationPlan
{
    public CorrelationPlan(CorrelationRule rule, IReadOnlyList<RuleReference> references, RuleSet rules, int maxEvents)
    {
        Rule = rule;
        SpanMilliseconds = (long)rule.Timespan.TotalMilliseconds;
        GroupNames = [.. rule.GroupBy];
        GroupFields = [.. references.Select(reference => rule.GroupBy.Select(name => Field(name, reference, rules)).ToArray())];
        ValueNames = [.. rule.ConditionFields];
        ValueFields = [.. references.Select(reference => rule.ConditionFields.Select(name => Field(name, reference, rules)).ToArray())];
        ReferenceCount = references.Count;
        FiresAtOnce = rule.Type is CorrelationType.EventCount or CorrelationType.ValueCount or CorrelationType.Temporal or CorrelationType.TemporalOrdered or CorrelationType.ValueSum
            && rule.Bounds.All(bound => bound.Operator is "gt" or "gte") && rule.WordsOver?.HasNot != true;
        Headers = [.. references.Select(reference => reference.Rule >= 0 ? rules.Rules[reference.Rule].Header : rules.Correlations[reference.Correlation].Header)];
        Wanted = rule.WordsOver is not null ? 1 : rule.Bounds.Count == 0
            ? references.Count
            : (int)Math.Clamp(rule.Bounds.Max(bound => bound.Operator == "gt" ? Math.Floor(bound.Number) + 1 : Math.Ceiling(bound.Number)), 1, int.MaxValue / 64);
        MaxEntries = rule.Type == CorrelationType.ValueSum ? maxEvents : Math.Max(maxEvents, Wanted + 1);
        Fingerprint = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [
            rule.Header.Id, rule.Header.Title, rule.Type.ToString(), .. rule.References, "by", .. rule.GroupBy, rule.Timespan.ToString(), .. rule.Bounds.Select(bound => bound.ToString()), .. rule.ConditionFields,
            rule.Percentile?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", rule.Words ?? ""])));
    }

    public CorrelationRule Rule { get; }

    public long SpanMilliseconds { get; }

    /// <summary>What the rules it is about say of themselves.</summary>
    public RuleHeader[] Headers { get; }

    public string[] GroupNames { get; }

    /// <summary>For each rule referred to, the number of the field of each group name, or -1.</summary>
    public int[][] GroupFields { get; }

    public string[] ValueNames { get; }

    public int[][] ValueFields { get; }

    public int ReferenceCount { get; }

    /// <summary>It fires with the event that completes it; otherwise its window must be over first.</summary>
    public bool FiresAtOnce { get; }

    /// <summary>The count from which a lower limit holds.</summary>
    public int Wanted { get; }

    public int MaxEntries { get; }

    /// <summary>Changes with the meaning of the rule: kept state of another meaning is not used.</summary>
    public byte[] Fingerprint { get; }

    private int Field(string name, RuleReference reference, RuleSet rules) =>
        NameFor(name, reference, rules) is { } field && rules.Fields.Find(Encoding.UTF8.GetBytes(field)) is >= 0 and var handle ? handle >> 1 : -1;

    // An alias has a field for each rule, named as the correlation refers to it, or by the rule's own name or id.
    private string? NameFor(string name, RuleReference reference, RuleSet rules)
    {
        if (!Rule.Aliases.TryGetValue(name, out var fields)) return name;
        if (fields.TryGetValue(reference.Name, out var field)) return field;
        var rule = reference.Rule >= 0 ? rules.Rules[reference.Rule].Header : rules.Correlations[reference.Correlation].Header;
        return fields.FirstOrDefault(pair => rule.IsCalled(pair.Key)).Value;
    }
}
