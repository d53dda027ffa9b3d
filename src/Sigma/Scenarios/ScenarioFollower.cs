using System.IO.Enumeration;
using System.Text;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Scenarios;

/// <summary>
/// Leads the hits of rules to the entities that their events name, and tells when one of them has shown enough stages.
/// For one thread at a time.
/// </summary>
public sealed class ScenarioFollower
{
    private readonly ScenarioOptions _options;
    private readonly (string Kind, int[] Fields)[] _kinds;
    private readonly List<ScenarioHit> _hits = [];

    /// <summary>Makes a follower with an empty memory.</summary>
    /// <param name="rules">The rules; loaded with <see cref="FieldsOf"/> as further fields, so that they know those of the entities.</param>
    /// <param name="options">The stages, entities and limits.</param>
    public ScenarioFollower(RuleSet rules, ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Memory = new ScenarioMemory(options);
        _kinds = [.. options.Entities.Select(kind => (kind.Key, kind.Value.Select(name => rules.Fields.Find(Encoding.UTF8.GetBytes(name))).Where(handle => handle >= 0).Select(handle => handle >> 1).ToArray()))];
    }

    /// <summary>What is remembered.</summary>
    public ScenarioMemory Memory { get; }

    /// <summary>The fields that name entities.</summary>
    /// <param name="options">The options.</param>
    public static IEnumerable<string> FieldsOf(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Entities.Values.SelectMany(names => names);
    }

    /// <summary>Takes the hits of an event.</summary>
    /// <param name="rules">The rules that fired over it.</param>
    /// <param name="fields">The event; one without a time does not count.</param>
    /// <returns>The entities that have now shown enough; valid until the next call.</returns>
    public IReadOnlyList<ScenarioHit> Observe(ReadOnlySpan<SigmaRule> rules, IEventFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _hits.Clear();
        if (fields.Time is not { } time) return _hits;
        foreach (var (kind, candidates) in _kinds)
        {
            if (NameIn(fields, candidates) is not { } name) continue;
            ScenarioHit? last = null;
            foreach (var rule in rules)
            {
                // Of several stages that one event shows, the whole is told once.
                if (Memory.Observe($"{kind}:{name}", rule.Header, time) is not { } progress) continue;
                if (progress.Completed || last is not null) last = new ScenarioHit(kind, name, progress.Stages, rule.Header, time);
            }

            if (last is not null) _hits.Add(last);
        }

        return _hits;
    }

    private string? NameIn(IEventFields fields, int[] candidates)
    {
        foreach (var candidate in candidates)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                var handle = fields.Field(i);
                if (handle < 0 || handle >> 1 != candidate || fields.Kind(i) == EventValueKind.Null) continue;
                var name = Encoding.UTF8.GetString(fields.Text(i)).Trim();
                if (!IsIgnored(name)) return name;
            }
        }

        return null;
    }

    private bool IsIgnored(string name)
    {
        foreach (var ignored in _options.Ignored)
            if (FileSystemName.MatchesSimpleExpression(ignored.Replace(@"\", @"\\", StringComparison.Ordinal), name, ignoreCase: true)) return true;
        return false;
    }
}
