namespace Sekisho.Identity.Budgets;

/// <summary>How much may be taken: three buckets, all of which must have enough. Each is full at first and refills evenly.</summary>
public sealed record BudgetLimit
{
    /// <summary>The most of any bucket: larger numbers would overflow the exact arithmetic.</summary>
    public const long Most = 10_000_000;

    private readonly long _perMinute;
    private readonly long _perHour;
    private readonly long _perDay;

    /// <summary>The size of the bucket that refills in a minute, 0 to <see cref="Most"/>; 0 allows nothing.</summary>
    public required long PerMinute
    {
        get => _perMinute;
        init => _perMinute = Within(value);
    }

    /// <summary>The size of the bucket that refills in an hour.</summary>
    public required long PerHour
    {
        get => _perHour;
        init => _perHour = Within(value);
    }

    /// <summary>The size of the bucket that refills in a day.</summary>
    public required long PerDay
    {
        get => _perDay;
        init => _perDay = Within(value);
    }

    /// <summary>
    /// The largest possible leak: the most that an intruder with this caller's rights gets in a time, taking as fast as
    /// the buckets allow and never one too many.
    /// </summary>
    /// <param name="time">How long the intruder goes unnoticed.</param>
    /// <returns>The smallest over the buckets of size + floor(size · time / window).</returns>
    public long LargestLeak(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var least = long.MaxValue;
        for (var i = 0; i < Windows.Length; i++)
        {
            var leak = SizeOf(i) + (long)((Int128)SizeOf(i) * time.Ticks / Windows[i]);
            least = Math.Min(least, leak);
        }

        return least;
    }

    internal static long[] Windows { get; } = [TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour, TimeSpan.TicksPerDay];

    internal long SizeOf(int window) => window switch { 0 => PerMinute, 1 => PerHour, _ => PerDay };

    private static long Within(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Most);
        return value;
    }
}
