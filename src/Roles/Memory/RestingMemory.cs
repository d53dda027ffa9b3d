namespace Sekisho.Roles.Memory;

/// <summary>
/// Gives memory back when the process rests: after its start, and after each time of work. What a start or a rush of messages
/// needed would otherwise count as used until the process ends.
/// </summary>
internal sealed class RestingMemory : IAsyncDisposable
{
    /// <summary>How often it is looked whether the process rests.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    private RestingMemory(TimeProvider clock) => _watching = Task.Run(() => WatchAsync(clock, _end.Token));

    /// <summary>Begins to look.</summary>
    /// <param name="clock">The clock.</param>
    /// <returns>Ends it.</returns>
    public static RestingMemory Watch(TimeProvider clock) => new(clock);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private static async Task WatchAsync(TimeProvider clock, CancellationToken end)
    {
        var rest = new RestSeen();
        IReadOnlySet<string> mapped = MappedCode.Look();
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(end))
        {
            if (!rest.IsTime(Environment.CpuUsage.TotalTime)) continue;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            MappedCode.Release(mapped);
            // For the next time: libraries may have come in.
            mapped = MappedCode.Look();
            // What giving back took itself is no work after which to give back again.
            rest.Given(Environment.CpuUsage.TotalTime);
        }
    }
}
