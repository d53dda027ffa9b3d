using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Matching;

/// <summary>Looks up what correlations refer to and puts those that others use before them.</summary>
internal sealed class CorrelationOrder
{
    /// <summary>Longer chains of correlations over correlations are refused.</summary>
    private const int MaxDepth = 16;

    private readonly IReadOnlyList<CorrelationRule> _all;
    private readonly IReadOnlyList<SigmaRule> _rules;
    private readonly ICollection<RuleProblem> _problems;
    private readonly Dictionary<string, int> _ruleByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CorrelationRule> _correlationByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<CorrelationRule, bool> _done = [];
    private readonly List<CorrelationRule> _sorted = [];
    private readonly List<IReadOnlyList<RuleReference>> _references;

    private CorrelationOrder(IReadOnlyList<CorrelationRule> all, IReadOnlyList<SigmaRule> rules, List<IReadOnlyList<RuleReference>> references, ICollection<RuleProblem> problems)
    {
        (_all, _rules, _references, _problems) = (all, rules, references, problems);
        foreach (var rule in rules) AddNames(_ruleByName, rule.Header, rule.Index);
        foreach (var correlation in all) AddNames(_correlationByName, correlation.Header, correlation);
    }

    /// <summary>The correlations in the order in which they can be worked out; those with errors are left out and told.</summary>
    public static List<CorrelationRule> Sort(IReadOnlyList<CorrelationRule> all, IReadOnlyList<SigmaRule> rules, List<IReadOnlyList<RuleReference>> references, ICollection<RuleProblem> problems)
    {
        var order = new CorrelationOrder(all, rules, references, problems);
        foreach (var correlation in order._all) order.Place(correlation, 0);
        // Spec: the rules that a correlation is about give no hits of their own, unless it says generate.
        for (var i = 0; i < order._sorted.Count; i++)
        {
            if (order._sorted[i].Generate) continue;
            foreach (var reference in references[i])
            {
                if (reference.Rule >= 0) rules[reference.Rule].IsShown = false;
                else order._sorted[reference.Correlation].IsShown = false;
            }
        }

        return order._sorted;
    }

    private static void AddNames<T>(Dictionary<string, T> names, RuleHeader header, T value)
    {
        if (header.Id.Length > 0) names.TryAdd(header.Id, value);
        if (header.Name.Length > 0) names.TryAdd(header.Name, value);
    }

    private bool Place(CorrelationRule correlation, int depth)
    {
        if (_done.TryGetValue(correlation, out var good)) return good;
        if (depth > MaxDepth) return Fail(correlation, $"Correlations refer to each other more than {MaxDepth} deep.");
        // Seen again before it is done: it refers to itself.
        _done[correlation] = false;
        var references = new List<RuleReference>();
        foreach (var name in correlation.References)
        {
            if (_ruleByName.TryGetValue(name, out var rule)) references.Add(new RuleReference(rule, -1, name));
            else if (!_correlationByName.TryGetValue(name, out var other)) return Fail(correlation, $"There is no rule '{name}'.");
            else if (other == correlation || !Place(other, depth + 1)) return Fail(correlation, $"The correlation '{name}' cannot be used: it has an error, or they refer to each other in a circle.");
            else references.Add(new RuleReference(-1, other.Index, name));
        }

        correlation.Index = _sorted.Count;
        _sorted.Add(correlation);
        _references.Add(references);
        return _done[correlation] = true;
    }

    private bool Fail(CorrelationRule correlation, string problem)
    {
        _done[correlation] = false;
        _problems.Add(new RuleProblem(RuleProblemKind.Error, correlation.Header.Place, problem, "The correlation is left out."));
        return false;
    }
}
