using System.Runtime.CompilerServices;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Indexing;

/// <summary>
/// For the rules of one log source: which of them are worth a look for an event. Each rule has one necessary set of
/// witnesses, the rarest that its condition offers; a rule without any is always looked at.
/// </summary>
internal sealed class RuleIndex
{
    private readonly FieldIndex[] _fields;
    private readonly int[] _always;

    public RuleIndex(IReadOnlyList<SigmaRule> rules)
    {
        var popularity = new Dictionary<Witness, int>();
        foreach (var rule in rules)
            foreach (var witness in WitnessFinder.All(rule.Tests).Distinct()) popularity[witness] = popularity.GetValueOrDefault(witness) + 1;
        var finder = new WitnessFinder(witness => Cost(witness, popularity.GetValueOrDefault(witness)));
        var always = new List<int>();
        var entries = new List<(Witness Witness, int Rule)>();
        foreach (var rule in rules)
        {
            if (finder.Find(rule.Condition) is { } witnesses) entries.AddRange(witnesses.Distinct().Select(witness => (witness, rule.Index)));
            else always.Add(rule.Index);
        }

        _always = [.. always];
        _fields = [.. entries.GroupBy(entry => entry.Witness.Field).Select(group => new FieldIndex(group.Key, group))];
    }

    public long Bytes => _fields.Sum(index => index.Bytes);

    /// <summary>Adds the rules that may fire over an event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Collect(EventView view, Candidates candidates)
    {
        candidates.Add(_always);
        foreach (var field in _fields)
        {
            if (field.Field < 0)
            {
                for (var value = 0; value < view.Count; value++) Collect(field, view, value, candidates);
                continue;
            }

            for (var value = view.Head(field.Field); value >= 0; value = view.Next(value)) Collect(field, view, value, candidates);
        }
    }

    private static void Collect(FieldIndex field, EventView view, int value, Candidates candidates)
    {
        if (view.Kind(value) != EventValueKind.Null) field.Collect(view.Folded(value), candidates);
    }

    /// <summary>
    /// How often a witness is likely to be there for nothing: short ones often, and those that many rules ask for
    /// (<c>\powershell.exe</c>) are common in logs, too.
    /// </summary>
    private static double Cost(Witness witness, int popularity)
    {
        var rarity = witness.Kind switch
        {
            WitnessKind.Number => 1,
            WitnessKind.Exact => 1,
            _ => witness.Bytes.Length switch { <= 1 => 200, 2 => 60, 3 => 30, 4 => 12, 5 => 8, <= 8 => 4, _ => 2 },
        };
        return rarity + (popularity * 0.5);
    }
}
