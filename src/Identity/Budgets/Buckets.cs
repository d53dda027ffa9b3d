namespace Sekisho.Identity.Budgets;

/// <summary>
/// The three buckets of one budget, as what was used of each: in units times ticks of the window, so that refilling by
/// "size per window" is exact in whole numbers (at most 10^7 · ticks of a day = 8.64 · 10^18 &lt; 2^63).
/// </summary>
internal sealed class Buckets(long atTicks)
{
    private readonly long[] _used = new long[BudgetLimit.Windows.Length];
    private long _atTicks = atTicks;

    public long? FrozenAtTicks { get; set; }

    public bool IsFull => FrozenAtTicks is null && _used.AsSpan().IndexOfAnyExcept(0) < 0;

    public void Refill(BudgetLimit limit, long now)
    {
        // A clock that goes back refills nothing, and what it went back is not refilled twice later.
        var elapsed = now - _atTicks;
        if (elapsed <= 0) return;
        _atTicks = now;
        for (var i = 0; i < _used.Length; i++)
            _used[i] = elapsed >= BudgetLimit.Windows[i] ? 0 : Math.Max(0, _used[i] - (elapsed * limit.SizeOf(i)));
    }

    /// <summary>The first window that has too little; null when all have enough.</summary>
    public TimeSpan? TooSmall(BudgetLimit limit, long amount)
    {
        for (var i = 0; i < _used.Length; i++)
        {
            var window = BudgetLimit.Windows[i];
            if (amount > limit.SizeOf(i) || _used[i] > (limit.SizeOf(i) - amount) * window) return TimeSpan.FromTicks(window);
        }

        return null;
    }

    public void Take(long amount)
    {
        for (var i = 0; i < _used.Length; i++) _used[i] += amount * BudgetLimit.Windows[i];
    }

    public BudgetState ToState(BudgetCaller caller, BudgetKind kind) =>
        new() { Caller = caller, Kind = kind, Used = [.. _used], AtTicks = _atTicks, FrozenAtTicks = FrozenAtTicks };

    public void Restore(BudgetState state, BudgetLimit limit, long now)
    {
        for (var i = 0; i < _used.Length; i++)
        {
            var size = limit.SizeOf(i) * BudgetLimit.Windows[i];
            // A damaged record counts as all used: it never gives more than the configuration does.
            _used[i] = i < state.Used.Count && state.Used[i] >= 0 ? Math.Min(state.Used[i], size) : size;
        }

        _atTicks = Math.Clamp(state.AtTicks, 0, now);
        FrozenAtTicks = state.FrozenAtTicks;
        Refill(limit, now);
    }
}
