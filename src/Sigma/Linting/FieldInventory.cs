using Sekisho.Sigma.Mapping;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Linting;

/// <summary>Which fields there are, in all logs or in those of a source.</summary>
public sealed class FieldInventory
{
    private readonly Dictionary<EventLogSource, HashSet<string>> _bySource = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _everywhere = new(StringComparer.Ordinal);

    /// <summary>A field that any log may have.</summary>
    /// <param name="field">Its name.</param>
    public void Add(string field) => _everywhere.Add(Fold(field));

    /// <summary>A field of the logs of a source.</summary>
    /// <param name="source">The source; one object for each.</param>
    /// <param name="field">Its name.</param>
    public void Add(EventLogSource source, string field)
    {
        if (!_bySource.TryGetValue(source, out var fields)) _bySource[source] = fields = new HashSet<string>(_everywhere, StringComparer.Ordinal);
        fields.Add(Fold(field));
    }

    /// <summary>For each source that a rule is for, which fields it can count on.</summary>
    internal IEnumerable<Func<string, bool>> For(RuleLogSource rule)
    {
        if (_bySource.Count == 0)
        {
            yield return name => _everywhere.Contains(Fold(name)) || FieldMappings.Default.All.Any(pair => Fold(pair.RuleField) == Fold(name) && _everywhere.Contains(Fold(pair.EventField)));
            yield break;
        }

        foreach (var (source, fields) in _bySource)
        {
            if (!rule.Covers(source)) continue;
            var mapped = FieldMappings.Default.Of(source.Product, source.Service, rule.Category).Concat(FieldMappings.Default.Everywhere).Where(pair => fields.Contains(Fold(pair.EventField))).Select(pair => Fold(pair.RuleField)).ToHashSet(StringComparer.Ordinal);
            yield return name => fields.Contains(Fold(name)) || mapped.Contains(Fold(name));
        }
    }

    private static string Fold(string name) => FieldTable.Folded(name);
}
