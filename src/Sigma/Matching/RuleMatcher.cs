using System.Runtime.InteropServices;
using Sekisho.Sigma.Indexing;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Matching;

/// <summary>
/// Tries the rules of a set on events, one after the other. Allocates nothing per event once it is warm. For one thread
/// at a time; make one for each thread over the same set.
/// </summary>
public sealed class RuleMatcher
{
    /// <summary>More different sources are not remembered for good. Stops callers that make a new source object for each event from filling the memory.</summary>
    private const int MaxRoutes = 4096;

    private readonly RuleSet _rules;
    private readonly bool _useIndex;
    private readonly EventView _view;
    private readonly Evaluation _evaluation;
    private readonly Candidates _candidates;
    private readonly Dictionary<EventLogSource, List<RuleRoute>> _routes = new(ReferenceEqualityComparer.Instance);
    private readonly List<SigmaRule> _hits = [];

    /// <summary>Makes a matcher.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="useIndex">False tries every rule of the log source on every event; the hits are the same, for comparison.</param>
    public RuleMatcher(RuleSet rules, bool useIndex = true)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        _useIndex = useIndex;
        _view = new EventView(rules.Fields.Count, rules.Everywhere);
        _evaluation = new Evaluation(_view, rules.TestCount);
        _candidates = new Candidates(rules.Rules.Count);
    }

    /// <summary>How many rules have been worked through, over all events; with the number of events it says how well the index selects.</summary>
    public long RulesVerified { get; private set; }

    /// <summary>How many regular expressions ran out of time; they counted as not matching.</summary>
    public long RegexTimeouts => _view.RegexTimeouts;

    /// <summary>The rules that fire over an event, in the order of the set; valid until the next call.</summary>
    /// <param name="fields">The event.</param>
    public ReadOnlySpan<SigmaRule> Match(IEventFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _hits.Clear();
        IReadOnlyList<(int From, int To)>? loaded = null;
        foreach (var route in RoutesOf(fields.LogSource))
        {
            if (loaded is null || (loaded != route.Mapping && (loaded.Count > 0 || route.Mapping.Count > 0)))
            {
                _view.Load(fields, route.Mapping);
                _evaluation.Reset();
                loaded = route.Mapping;
            }

            Verify(route.Bucket);
        }

        if (_hits.Count > 1) _hits.Sort(static (left, right) => left.Index.CompareTo(right.Index));
        return CollectionsMarshal.AsSpan(_hits);
    }

    /// <summary>Whether rules exist for events of a source.</summary>
    /// <param name="source">The source.</param>
    public bool HasRulesFor(EventLogSource source) => RoutesOf(source).Count > 0;

    /// <summary>Which selections of a rule an event fulfils, and by which values. Slow: for hits that somebody looks at.</summary>
    /// <param name="fields">The event.</param>
    /// <param name="rule">A rule of the set.</param>
    public RuleExplanation Explain(IEventFields fields, SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(rule);
        var route = RoutesOf(fields.LogSource).Find(route => route.Bucket.AllRules.Contains(rule.Index));
        _view.Load(fields, route?.Mapping ?? []);
        _evaluation.Reset();
        return RuleExplanation.Of(rule, _view, _evaluation);
    }

    private void Verify(RuleBucket bucket)
    {
        ReadOnlySpan<int> rules = bucket.AllRules;
        if (_useIndex)
        {
            _candidates.Clear();
            bucket.Index.Collect(_view, _candidates);
            rules = _candidates.Rules;
        }

        RulesVerified += rules.Length;
        foreach (var index in rules)
        {
            var rule = _rules.Rules[index];
            if (rule.Condition.Evaluate(_evaluation)) _hits.Add(rule);
        }
    }

    private List<RuleRoute> RoutesOf(EventLogSource source)
    {
        if (_routes.TryGetValue(source, out var routes)) return routes;
        if (_routes.Count >= MaxRoutes) _routes.Clear();
        return _routes[source] = _rules.RouteOf(source);
    }
}
