namespace Sekisho.Kernel.Time;

/// <summary>Exponential back-off with jitter, so that many retries do not fall on one moment.</summary>
public sealed record Backoff
{
    /// <summary>The wait after the first failure.</summary>
    public required TimeSpan First { get; init; }

    /// <summary>No wait is longer, jitter aside.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>How much is added or taken at random, as a share of the wait: 0 to 1.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The wait after <paramref name="failures"/> failures in a row (1 or more).</summary>
    /// <param name="failures">How often it failed in a row.</param>
    /// <param name="random">Evenly spread over 0 to 1; the caller's source, so that tests can fix it.</param>
    public TimeSpan After(int failures, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        // In seconds as a double, which cannot overflow the way a TimeSpan can.
        var seconds = Math.Min(First.TotalSeconds * Math.Pow(2, failures - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 + (Jitter * ((2 * random) - 1))));
    }
}
