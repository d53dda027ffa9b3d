namespace Sekisho.Identity.Budgets;

/// <summary>
/// Token-bucket budgets per caller and kind. One unit too many freezes the caller until an operator thaws it, so the largest
/// possible leak of a caller is a number of the configuration (<see cref="BudgetLimit.LargestLeak"/>). Safe for many threads.
/// </summary>
/// <param name="limits">For each class of callers, what of each kind.</param>
/// <param name="clock">The time.</param>
/// <param name="most">The most budgets that are watched at once.</param>
public sealed class BudgetBook(IReadOnlyDictionary<(string Class, BudgetKind Kind), BudgetLimit> limits, TimeProvider clock, int most = BudgetBook.MostByDefault)
{
    /// <summary>The most budgets that are watched at once, unless told otherwise: about 200 bytes each.</summary>
    public const int MostByDefault = 200_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(BudgetCaller, BudgetKind), Buckets> _books = [];
    private long _sweepAfterTicks;

    /// <summary>Takes from one budget.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="kind">Of what.</param>
    /// <param name="amount">How much, at least 1.</param>
    public BudgetDecision Take(BudgetCaller caller, BudgetKind kind, long amount = 1) => Take([caller], kind, amount);

    /// <summary>Takes the same from several budgets, all or nothing: the ticket's, the account's and the role's.</summary>
    /// <param name="callers">Whose.</param>
    /// <param name="kind">Of what.</param>
    /// <param name="amount">How much, at least 1.</param>
    /// <returns>Frozen when one of them is; otherwise the first that has not enough decides, and alone is frozen.</returns>
    public BudgetDecision Take(ReadOnlySpan<BudgetCaller> callers, BudgetKind kind, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        if (callers.IsEmpty) throw new ArgumentException("At least one budget.", nameof(callers));
        // A caller named twice would be looked at once and taken from twice.
        for (var i = 1; i < callers.Length; i++)
            if (callers[..i].Contains(callers[i])) throw new ArgumentException($"{callers[i]} is named twice.", nameof(callers));
        lock (_lock)
        {
            var now = clock.GetUtcNow().Ticks;
            foreach (var caller in callers)
            {
                if (Open(caller, kind, now) is not ({ } buckets, _)) return new BudgetDecision(limits.ContainsKey((caller.Class, kind)) ? BudgetStatus.TooManyCallers : BudgetStatus.NoBudget, caller);
                // Before anything else: what a frozen ticket still asks for must not freeze the role that passes it on.
                if (buckets.FrozenAtTicks is not null) return new BudgetDecision(BudgetStatus.Frozen, caller);
            }

            foreach (var caller in callers)
            {
                var buckets = _books[(caller, kind)];
                if (buckets.TooSmall(limits[(caller.Class, kind)], amount) is not { } window) continue;
                buckets.FrozenAtTicks = now;
                return new BudgetDecision(BudgetStatus.Exceeded, caller, window);
            }

            foreach (var caller in callers) _books[(caller, kind)].Take(amount);
            return new BudgetDecision(BudgetStatus.Taken, callers[0]);
        }
    }

    /// <summary>Freezes a caller: the emergency brake of an operator or a rule.</summary>
    /// <returns>False when it has no budget, or no place is left to watch it.</returns>
    public bool Freeze(BudgetCaller caller, BudgetKind kind)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow().Ticks;
            if (Open(caller, kind, now).Buckets is not { } buckets) return false;
            buckets.FrozenAtTicks ??= now;
            return true;
        }
    }

    /// <summary>Lets a frozen caller go on, with what has refilled meanwhile.</summary>
    /// <returns>False when it was not frozen.</returns>
    public bool Thaw(BudgetCaller caller, BudgetKind kind)
    {
        lock (_lock)
        {
            if (!_books.TryGetValue((caller, kind), out var buckets) || buckets.FrozenAtTicks is null) return false;
            buckets.FrozenAtTicks = null;
            return true;
        }
    }

    /// <summary>The largest possible leak of one caller of a class in a time; 0 without a budget.</summary>
    public long LargestLeak(string callerClass, BudgetKind kind, TimeSpan time) =>
        limits.TryGetValue((callerClass, kind), out var limit) ? limit.LargestLeak(time) : 0;

    /// <summary>Who is frozen, since when (UTC ticks).</summary>
    public IReadOnlyList<BudgetState> Frozen() => [.. Export().Where(state => state.FrozenAtTicks is not null)];

    /// <summary>All that is not simply full, to be stored.</summary>
    public IReadOnlyList<BudgetState> Export()
    {
        lock (_lock)
        {
            Sweep(clock.GetUtcNow().Ticks);
            return [.. _books.Select(book => book.Value.ToState(book.Key.Item1, book.Key.Item2))];
        }
    }

    /// <summary>Takes back what was stored; what the configuration no longer knows is passed over.</summary>
    /// <returns>How many were taken.</returns>
    public int Import(IEnumerable<BudgetState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        lock (_lock)
        {
            var now = clock.GetUtcNow().Ticks;
            var taken = 0;
            foreach (var state in states)
            {
                if (Open(state.Caller, state.Kind, now) is not ({ } buckets, { } limit)) continue;
                buckets.Restore(state, limit, now);
                taken++;
            }

            return taken;
        }
    }

    private (Buckets? Buckets, BudgetLimit? Limit) Open(BudgetCaller caller, BudgetKind kind, long now)
    {
        if (!limits.TryGetValue((caller.Class, kind), out var limit)) return default;
        if (_books.TryGetValue((caller, kind), out var buckets))
        {
            buckets.Refill(limit, now);
            return (buckets, limit);
        }

        if (caller.Name is null or { Length: > BudgetCaller.LongestName }) return default;
        if (_books.Count >= most && now >= _sweepAfterTicks) Sweep(now);
        if (_books.Count >= most) return default;
        buckets = new Buckets(now);
        _books.Add((caller, kind), buckets);
        return (buckets, limit);
    }

    // Only what is full again and not frozen is forgotten: a new one would be the same.
    private void Sweep(long now)
    {
        // Not at every call when all are in use: that would make each call walk through all.
        _sweepAfterTicks = now + TimeSpan.TicksPerSecond;
        foreach (var (key, buckets) in _books)
        {
            if (limits.TryGetValue((key.Item1.Class, key.Item2), out var limit)) buckets.Refill(limit, now);
            if (buckets.IsFull) _books.Remove(key);
        }
    }
}
