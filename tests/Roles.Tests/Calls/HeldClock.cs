namespace Sekisho.Roles.Tests.Calls;

/// <summary>A clock that stands still until told, fires its one timer on demand, and tells when it is looked at.</summary>
internal sealed class HeldClock : TimeProvider
{
    private TimerCallback? _callback;
    private object? _state;
    private long _now;

    public Action WhenTimeIsRead { get; set; } = () => { };

    public Action WhenTimerIsFreed { get; set; } = () => { };

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        var now = _now;
        WhenTimeIsRead();
        return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_callback, _state) = (callback, state);
        return new HeldTimer(this);
    }

    public void Pass(TimeSpan time) => _now += time.Ticks;

    public void Fire() => _callback!(_state);

    private sealed class HeldTimer(HeldClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => clock.WhenTimerIsFreed();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
