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
            foreach (var sample in samples.Positive) results.Add(new SampleResult(rule, sample, IsPositive: true, Fires(matcher, rule, sample, source, rules)));
            foreach (var sample in samples.Negative) results.Add(new SampleResult(rule, sample, IsPositive: false, Fires(matcher, rule, sample, source, rules)));
        }

        return results;
    }

    private static bool Fires(RuleMatcher matcher, SigmaRule rule, RuleSample sample, EventLogSource source, RuleSet rules) =>
        matcher.Match(new SampleFields(sample, source, rules.Fields)).Contains(rule);
}
