namespace Sekisho.Store.Queue;

/// <summary>Waiting for work: a signal or a time, whichever is first.</summary>
internal static class LongPoll
{
    /// <summary>The longest wait of one call; below its time-out, so that the answer "nothing" arrives.</summary>
    private const double LongestWaitSeconds = 60;

    public static TimeSpan Bound(double seconds) =>
        TimeSpan.FromSeconds(double.IsNaN(seconds) ? 0 : Math.Clamp(seconds, 0, LongestWaitSeconds));

    /// <summary>The earlier of two moments and one in milliseconds since 1970 that may be missing.</summary>
    public static DateTimeOffset Earliest(DateTimeOffset deadline, long? next, DateTimeOffset? other = null)
    {
        var earliest = deadline;
        if (next is { } moment && DateTimeOffset.FromUnixTimeMilliseconds(moment) is var at && at < earliest) earliest = at;
        if (other is { } third && third < earliest) earliest = third;
        return earliest;
    }

    /// <summary>Returns when <paramref name="changed"/> ends or the time is over.</summary>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public static async Task WaitAsync(Task changed, TimeSpan time, TimeProvider clock, CancellationToken aborted)
    {
        if (time <= TimeSpan.Zero) return;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var timer = Task.Delay(time, clock, ended.Token);
        await Task.WhenAny(changed, timer).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        aborted.ThrowIfCancellationRequested();
    }
}
