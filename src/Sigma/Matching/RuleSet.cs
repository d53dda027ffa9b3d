using Sekisho.Sigma.Mapping;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Matching;

/// <summary>
/// Rules made ready: filters applied, references looked up, fields and tests numbered, grouped by log source. It does
/// not change any more and may be shared by any number of matchers on any threads; to reload, make a new one.
/// </summary>
public sealed class RuleSet
{
    private readonly RuleBucket[] _buckets;

    internal RuleSet(RuleSetParts parts)
    {
        Rules = parts.Rules;
        Correlations = parts.Correlations;
        Filters = parts.Filters;
        Fields = parts.Fields;
        TestCount = parts.TestCount;
        References = parts.References;
        Everywhere = Pairs(FieldMappings.Default.Everywhere);
        _buckets = [.. parts.Rules.GroupBy(rule => Key(rule.LogSource)).Select(group => new RuleBucket(group.First().LogSource, [.. group]))];
    }

    /// <summary>The rules over single events, in the order of loading.</summary>
    public IReadOnlyList<SigmaRule> Rules { get; }

    /// <summary>The correlations; those that others use stand before them.</summary>
    public IReadOnlyList<CorrelationRule> Correlations { get; }

    /// <summary>The filters, already applied to the rules.</summary>
    public IReadOnlyList<FilterRule> Filters { get; }

    /// <summary>The fields that rules, correlations and field lists name.</summary>
    public FieldTable Fields { get; }

    internal int TestCount { get; }

    /// <summary>Fields that stand for others in all logs.</summary>
    internal (int From, int To)[] Everywhere { get; }

    /// <summary>For every correlation the rules and correlations it is about, in its order.</summary>
    internal IReadOnlyList<IReadOnlyList<RuleReference>> References { get; }

    /// <summary>How many bytes the automata take that have been needed so far.</summary>
    public long IndexBytes => _buckets.Sum(bucket => bucket.IndexBytes);

    /// <summary>Makes a set.</summary>
    /// <param name="files">What has been read.</param>
    /// <param name="problems">Is given what is wrong: rules that cannot be found, circles, two rules of one id.</param>
    /// <param name="moreFields">Further fields that <see cref="Fields"/> is to know, or null.</param>
    public static RuleSet Create(IEnumerable<RuleFile> files, ICollection<RuleProblem> problems, IEnumerable<string>? moreFields = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(problems);
        return new RuleSet(RuleSetParts.Of([.. files], problems, moreFields ?? []));
    }

    /// <summary>The groups of rules for events of a source, with the field mappings that hold for each.</summary>
    internal List<RuleRoute> RouteOf(EventLogSource source)
    {
        var routes = new List<RuleRoute>();
        foreach (var bucket in _buckets)
        {
            if (!bucket.LogSource.Covers(source)) continue;
            routes.Add(new RuleRoute(bucket, Pairs(FieldMappings.Default.Of(source.Product, source.Service, bucket.LogSource.Category))));
        }

        // Those that share their field names lie together: the event is laid out once for all of them.
        return [.. routes.OrderBy(route => route.Mapping.Count)];
    }

    private (int From, int To)[] Pairs(IEnumerable<(string RuleField, string EventField)> pairs) =>
        [.. pairs.Select(pair => (From: Fields.Find(System.Text.Encoding.UTF8.GetBytes(pair.EventField)), To: Fields.Find(System.Text.Encoding.UTF8.GetBytes(pair.RuleField))))
            .Where(pair => pair.From >= 0 && pair.To >= 0).Select(pair => (pair.From >> 1, pair.To >> 1))];

    private static (string?, string?, string?) Key(RuleLogSource source) =>
        (source.Product?.ToLowerInvariant(), source.Service?.ToLowerInvariant(), source.Category?.ToLowerInvariant());
}
