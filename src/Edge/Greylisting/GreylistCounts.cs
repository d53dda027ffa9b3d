namespace Sekisho.Edge.Greylisting;

/// <summary>Counts what greylisting did, since the start and in the last 24 hours, by the hour. In memory only. Safe for use by many threads.</summary>
/// <param name="clock">The clock; steady.</param>
internal sealed class GreylistCounts(TimeProvider clock)
{
    /// <summary>The hours that are told: the one that runs and the 23 before it.</summary>
    public const int Hours = 24;

    private static readonly int Kinds = Enum.GetValues<GreylistCounter>().Length;

    private readonly Lock _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly long[] _total = new long[Kinds];
    private readonly long[,] _hours = new long[Hours, Kinds];
    private long _hour;

    /// <summary>Counts one message.</summary>
    public void Add(GreylistCounter what)
    {
        lock (_lock)
        {
            Turn();
            _total[(int)what]++;
            _hours[_hour % Hours, (int)what]++;
        }
    }

    /// <summary>The counts since the start, and those of the last hours.</summary>
    public (GreylistFigures SinceStart, GreylistFigures LastDay) Read()
    {
        lock (_lock)
        {
            Turn();
            return (Of(what => _total[(int)what]), Of(what => Enumerable.Range(0, Hours).Sum(hour => _hours[hour, (int)what])));
        }
    }

    private static GreylistFigures Of(Func<GreylistCounter, long> count) => new()
    {
        Deferred = count(GreylistCounter.Deferred),
        Passed = count(GreylistCounter.Passed),
        Remembered = count(GreylistCounter.Remembered),
        Full = count(GreylistCounter.Full),
        ExemptAuthenticated = count(GreylistCounter.Authenticated),
        ExemptKnown = count(GreylistCounter.Known),
        ExemptSubmitted = count(GreylistCounter.Submitted),
    };

    /// <summary>Empties the hours that have begun since.</summary>
    private void Turn()
    {
        var now = (long)clock.GetElapsedTime(_started).TotalHours;
        for (var hour = Math.Max(_hour + 1, now - Hours + 1); hour <= now; hour++)
            for (var kind = 0; kind < Kinds; kind++) _hours[hour % Hours, kind] = 0;
        _hour = Math.Max(_hour, now);
    }
}
