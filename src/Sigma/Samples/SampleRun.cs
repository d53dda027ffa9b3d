using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Samples;

/// <summary>Tries rules on the samples written into them.</summary>
public static class SampleRun
{
    /// <summary>Tries every rule of a set on its own samples; a rule without samples gives nothing.</summary>
    /// <param name="rules">The rules, with their filters.</param>
    public static IReadOnlyList<SampleResult> Run(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var matcher = new RuleMatcher(rules);
        var sources = new Dictionary<RuleLogSource, EventLogSource>();
        var results = new List<SampleResult>();
        foreach (var rule in rules.Rules)
        {
            if (rule.Header.Samples is not { } samples) continue;
            if (!sources.TryGetValue(rule.LogSource, out var source))
                sources[rule.LogSource] = source = new EventLogSource(rule.LogSource.Product, rule.LogSource.Service, rule.LogSource.Category is { } category ? [category] : []);
            foreach (var sample in samples.Positive) results.Add(Try(matcher, rule, new SampleFields(sample, source, rules.Fields), sample, isPositive: true));
            foreach (var sample in samples.Negative) results.Add(Try(matcher, rule, new SampleFields(sample, source, rules.Fields), sample, isPositive: false));
        }

        return results;
    }

    private static SampleResult Try(RuleMatcher matcher, SigmaRule rule, SampleFields fields, RuleSample sample, bool isPositive)
    {
        var fired = matcher.Match(fields).Contains(rule);
        return new SampleResult(rule, sample, isPositive, fired, fired == isPositive ? null : matcher.Explain(fields, rule));
    }
}
