using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Correlating;

/// <summary>Whether an event that has just come completes a window, wherever in it the event lies.</summary>
internal static class FiringWindow
{
    /// <summary>For an event out of order, at most so many windows that contain it are tried. Stops late events from costing the square of a group.</summary>
    private const int MaxWindows = 256;

    /// <summary>Whether some window with the event fulfils the condition, and which.</summary>
    public static bool Holds(CorrelationPlan plan, Group group, int at, Measure measure, out double measured, out Range window)
    {
        var entries = group.Entries;
        var time = entries[at].Time;
        if (at == entries.Length - 1)
        {
            window = FirstSince(entries, time - plan.SpanMilliseconds)..entries.Length;
            return HoldsIn(plan, entries[window], measure, out measured);
        }

        measured = 0;
        window = default;
        var tried = 0;
        for (var start = at; start >= 0 && time - entries[start].Time <= plan.SpanMilliseconds && tried++ < MaxWindows; start--)
        {
            var end = start;
            while (end < entries.Length && entries[end].Time - entries[start].Time <= plan.SpanMilliseconds) end++;
            window = start..end;
            if (HoldsIn(plan, entries[window], measure, out measured)) return true;
        }

        return false;
    }

    /// <summary>Forgets what can complete no window any more.</summary>
    public static void Forget(CorrelationPlan plan, Group group, int at, long oldest)
    {
        // The latest event says all that an earlier one of the same kind could, if it came in order.
        if (at == group.Count - 1) ForgetSame(plan, group);
        var old = 0;
        while (old < group.Count - 1 && group.Entries[old].Time < oldest) old++;
        group.RemoveFirst(Math.Max(old, group.Count - plan.MaxEntries));
    }

    private static bool HoldsIn(CorrelationPlan plan, ReadOnlySpan<Entry> window, Measure measure, out double measured)
    {
        if (plan.Rule.WordsOver is not null)
        {
            var held = measure.Of(plan.Rule, window, 0);
            measured = held.Count > 0 ? held[0] : 0;
            return held.Count > 0;
        }

        if (plan.Rule.Type == CorrelationType.TemporalOrdered)
        {
            measured = Measure.Progress(window, out var start, plan.ReferenceCount);
            return measured >= plan.Wanted && start >= window[0].Time;
        }

        // Fewer events than are wanted cannot be enough, whatever is counted.
        measured = window.Length;
        if (plan.Rule.Type != CorrelationType.ValueSum && window.Length < plan.Wanted) return false;
        measured = measure.Of(plan.Rule, window, 0)[0];
        if (plan.Rule.Bounds.Count == 0) return measured >= plan.Wanted;
        foreach (var bound in plan.Rule.Bounds)
            if (!bound.Holds(measured)) return false;
        return true;
    }

    private static void ForgetSame(CorrelationPlan plan, Group group)
    {
        var last = group.Entries[^1];
        var byValue = plan.Rule.Type == CorrelationType.ValueCount;
        if (!byValue && plan.Rule.Type is not (CorrelationType.Temporal or CorrelationType.TemporalOrdered)) return;
        for (var i = group.Count - 2; i >= 0; i--)
        {
            var entry = group.Entries[i];
            if (byValue ? entry.Value != last.Value : entry.Reference != last.Reference)
            {
                // In an ordered chain other steps between the two make a difference.
                if (plan.Rule.Type == CorrelationType.TemporalOrdered) return;
                continue;
            }

            group.RemoveAt(i);
            return;
        }
    }

    private static int FirstSince(ReadOnlySpan<Entry> entries, long time)
    {
        var at = entries.Length - 1;
        while (at > 0 && entries[at - 1].Time >= time) at--;
        return at;
    }
}
