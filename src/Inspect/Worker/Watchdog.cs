namespace Sekisho.Inspect.Worker;

/// <summary>
/// Watches one message at a time from a thread of its own, which nothing in a message can occupy. When the message takes
/// too long or too much memory, it says so and ends the process: the supervisor starts a new one, and the message is held.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _stopped = new();
    private readonly TimeProvider _clock;
    private readonly Func<long> _memoryBytes;
    private readonly long _maxMemoryBytes;
    private readonly TimeSpan _limit;
    private readonly Action<string, WatchdogCause, long> _end;
    private readonly ITimer? _timer;
    private string? _message;
    private long _started;

    /// <summary>Makes a watchdog.</summary>
    /// <param name="limit">The longest a message may take.</param>
    /// <param name="maxMemoryBytes">The most memory the process may have while a message is inspected.</param>
    /// <param name="memoryBytes">Gives the memory of the process now.</param>
    /// <param name="end">Ends the process: the message, the cause, and the bytes of memory or the milliseconds.</param>
    /// <param name="clock">The clock.</param>
    public Watchdog(TimeSpan limit, long maxMemoryBytes, Func<long> memoryBytes, Action<string, WatchdogCause, long> end, TimeProvider clock)
    {
        (_limit, _maxMemoryBytes, _memoryBytes, _end, _clock) = (limit, maxMemoryBytes, memoryBytes, end, clock);
        if (clock == TimeProvider.System)
        {
            // A timer of the clock would fire on the thread pool, which a hanging message may have used up.
            new Thread(Loop) { IsBackground = true, Name = "watchdog", Priority = ThreadPriority.AboveNormal }.Start();
        }
        else _timer = clock.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>How often it looks.</summary>
    internal static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Begins to watch; dispose the result when the message is done.</summary>
    public IDisposable Watch(string message)
    {
        lock (_lock) (_message, _started) = (message, _clock.GetTimestamp());
        return new Watched(this);
    }

    /// <summary>Ends the watch for ever.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        _stopped.Set();
    }

    private void Loop()
    {
        while (!_stopped.Wait(Interval)) Look();
    }

    private void Look()
    {
        string? message;
        TimeSpan elapsed;
        lock (_lock) (message, elapsed) = (_message, _clock.GetElapsedTime(_started));
        if (message is null) return;
        if (elapsed > _limit)
        {
            Done();
            _end(message, WatchdogCause.Time, (long)elapsed.TotalMilliseconds);
            return;
        }

        var bytes = _memoryBytes();
        if (bytes <= _maxMemoryBytes) return;
        Done();
        _end(message, WatchdogCause.Memory, bytes);
    }

    private void Done()
    {
        lock (_lock) _message = null;
    }

    private sealed class Watched(Watchdog owner) : IDisposable
    {
        public void Dispose() => owner.Done();
    }
}
