namespace Sekisho.Smtp.Server;

/// <summary>
/// One timer for all waits of a session. Setting and clearing a deadline is a field write: the timer is only moved when
/// a deadline is nearer than the moment it fires at, and looks again when it fires too early.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Action _onExpired;
    private readonly ITimer _timer;
    private long _deadline = Never;
    private long _firesAt = Never;
    private bool _expired;
    private bool _disposed;

    /// <param name="clock">The clock.</param>
    /// <param name="onExpired">Called from the timer's thread when a deadline passes; ends the wait.</param>
    public Watchdog(TimeProvider clock, Action onExpired)
    {
        _clock = clock;
        _onExpired = onExpired;
        _timer = clock.CreateTimer(static state => ((Watchdog)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The session is to end at once: no wait is worth beginning.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Ends the wait of now and all later ones.</summary>
    public void Abort()
    {
        lock (_lock)
        {
            if (_disposed) return;
            IsAborted = true;
        }

        _onExpired();
    }

    /// <summary>The timestamp so many seconds from now.</summary>
    public long In(double seconds) => _clock.GetTimestamp() + (long)(seconds * _clock.TimestampFrequency);

    /// <summary>Sets the deadline of the wait that begins now.</summary>
    public void Arm(long deadline)
    {
        lock (_lock)
        {
            _deadline = deadline;
            if (deadline < _firesAt) Schedule(deadline);
        }
    }

    /// <summary>The wait is over.</summary>
    /// <returns>Whether its deadline had passed.</returns>
    public bool Disarm()
    {
        lock (_lock)
        {
            _deadline = Never;
            var expired = _expired;
            _expired = false;
            return expired;
        }
    }

    public void Dispose()
    {
        lock (_lock) _disposed = true;
        _timer.Dispose();
    }

    private void Fire()
    {
        lock (_lock)
        {
            _firesAt = Never;
            if (_disposed || _deadline == Never) return;
            if (_clock.GetTimestamp() < _deadline)
            {
                Schedule(_deadline);
                return;
            }

            _expired = true;
        }

        _onExpired();
    }

    private void Schedule(long deadline)
    {
        if (_disposed) return;
        _firesAt = deadline;
        var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), deadline);
        // A millisecond more, so that rounding does not make it fire just too early.
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}
