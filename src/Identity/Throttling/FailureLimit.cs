namespace Sekisho.Identity.Throttling;

/// <summary>How failures become delays.</summary>
public sealed record FailureLimit
{
    /// <summary>How many failures cost nothing.</summary>
    public required int Free { get; init; }

    /// <summary>The delay after the first failure that costs; it doubles with each.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No delay is longer.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After so long without a failure, counted from the end of the delay, one failure is forgiven, and then one more each time.</summary>
    public TimeSpan ForgivenEvery { get; init; } = TimeSpan.FromMinutes(10);

    internal TimeSpan DelayAfter(int failures)
    {
        if (failures <= Free) return TimeSpan.Zero;
        // In seconds as a double: 2^n cannot overflow there.
        var seconds = FirstDelay.TotalSeconds * Math.Pow(2, failures - Free - 1);
        return seconds >= LongestDelay.TotalSeconds ? LongestDelay : TimeSpan.FromSeconds(seconds);
    }
}
