namespace Sekisho.Sigma.Correlating;

/// <summary>What bounds the memory of correlations.</summary>
public sealed record CorrelationOptions
{
    /// <summary>
    /// How many groups (users, hosts, addresses …) are remembered over all correlations. When one more comes, the one
    /// that has been quiet for the longest time is forgotten, and counted in <see cref="Correlator.EvictedGroups"/>.
    /// Stops an attacker who makes up a new name in every event from filling the memory.
    /// </summary>
    public int MaxGroups { get; init; } = 1_000_000;

    /// <summary>
    /// How many events of one group are remembered, or as many as a condition counts to, whichever is more. The oldest
    /// are forgotten first.
    /// </summary>
    public int MaxEventsPerGroup { get; init; } = 1_024;

    /// <summary>
    /// How far events may come out of order. The watermark – no older events are waited for – is the latest time seen
    /// less this. Null waits for everything: right for files, which may come in any order; windows with upper limits
    /// then close at the end.
    /// </summary>
    public TimeSpan? Lateness { get; init; } = TimeSpan.FromMinutes(10);
}
