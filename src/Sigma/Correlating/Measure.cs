using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Correlating;

/// <summary>What a correlation computes over the events of a window.</summary>
internal sealed class Measure
{
    private readonly HashSet<long> _distinct = [];
    private readonly List<double> _numbers = [];
    private readonly Dictionary<long, int> _shares = [];

    /// <summary>The values to hold against the condition; it is enough when one of them fulfils it. Empty when there is nothing to compute.</summary>
    public IReadOnlyList<double> Of(CorrelationRule rule, ReadOnlySpan<Entry> window, long overflow)
    {
        _numbers.Clear();
        if (window.IsEmpty) return _numbers;
        switch (rule.Type)
        {
            case CorrelationType.Temporal or CorrelationType.TemporalOrdered when rule.WordsOver is { } words: return HoldsInWords(rule, words, window) ? [Distinct(window, entry => entry.Reference)] : [];
            case CorrelationType.EventCount: return [window.Length + overflow];
            case CorrelationType.ValueCount: return [Distinct(window, entry => entry.Value)];
            case CorrelationType.Temporal: return [Distinct(window, entry => entry.Reference)];
            case CorrelationType.TemporalOrdered: return [Progress(window, out _)];
        }

        if (rule.Type == CorrelationType.ValuePercentile && rule.Percentile is null) return Shares(window);
        var sum = 0d;
        foreach (var entry in window)
        {
            _numbers.Add(entry.Number);
            sum += entry.Number;
        }

        return rule.Type switch
        {
            CorrelationType.ValueSum => [sum],
            CorrelationType.ValueAverage => [sum / window.Length],
            CorrelationType.ValueMedian => [Percentile(50)],
            _ => [Percentile(rule.Percentile ?? 50)],
        };
    }

    /// <summary>How many different values a window has.</summary>
    public int Distinct(ReadOnlySpan<Entry> window, Func<Entry, long> of)
    {
        _distinct.Clear();
        foreach (var entry in window) _distinct.Add(of(entry));
        return _distinct.Count;
    }

    /// <summary>
    /// How many of the rules, from the first on, have had hits in their order; and the latest time at which the whole
    /// chain can have begun, when all have. Hits of one event cannot be two steps.
    /// </summary>
    public static int Progress(ReadOnlySpan<Entry> window, out long start, int rules = 64)
    {
        Span<long> begins = stackalloc long[Math.Min(rules, 64)];
        begins.Fill(long.MinValue);
        var reached = 0;
        for (var i = 0; i < window.Length;)
        {
            // All hits of one event together, the last step first.
            var end = i + 1;
            while (end < window.Length && window[end].Value == window[i].Value) end++;
            for (var step = begins.Length - 1; step >= 0; step--)
            {
                if (!Has(window[i..end], step)) continue;
                var begin = step == 0 ? window[i].Time : begins[step - 1];
                if (begin == long.MinValue) continue;
                begins[step] = Math.Max(begins[step], begin);
                reached = Math.Max(reached, step + 1);
            }

            i = end;
        }

        start = reached > 0 ? begins[reached - 1] : long.MinValue;
        return reached;
    }

    private static bool HoldsInWords(CorrelationRule rule, RuleWords words, ReadOnlySpan<Entry> window)
    {
        var seen = new bool[rule.References.Count];
        foreach (var entry in window) seen[entry.Reference] = true;
        if (!words.Holds(seen)) return false;
        if (rule.Type == CorrelationType.Temporal) return true;
        // Of those that are there and wanted, each must come behind the one before it.
        var order = Enumerable.Range(0, seen.Length).Where(reference => seen[reference] && words.Wants(reference)).ToList();
        var steps = new List<Entry>();
        foreach (var entry in window)
            if (order.IndexOf(entry.Reference) is >= 0 and var step) steps.Add(entry with { Reference = step });
        return Progress(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(steps), out _, order.Count) >= order.Count;
    }

    private static bool Has(ReadOnlySpan<Entry> entries, int reference)
    {
        foreach (var entry in entries)
            if (entry.Reference == reference) return true;
        return false;
    }

    /// <summary>Nearest rank: the smallest value that so many per cent of all do not exceed.</summary>
    private double Percentile(double percent)
    {
        _numbers.Sort();
        return _numbers[Math.Clamp((int)Math.Ceiling(percent / 100 * _numbers.Count) - 1, 0, _numbers.Count - 1)];
    }

    /// <summary>Without a percentile the specification's example asks how rare a value is: its share of all, in per cent.</summary>
    private List<double> Shares(ReadOnlySpan<Entry> window)
    {
        _shares.Clear();
        foreach (var entry in window) _shares[entry.Value] = _shares.GetValueOrDefault(entry.Value) + 1;
        foreach (var count in _shares.Values) _numbers.Add(count * 100d / window.Length);
        return _numbers;
    }
}
