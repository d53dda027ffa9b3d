using System.Collections.Concurrent;
using Sekisho.Inspect.Worker;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Worker;

public sealed class WatchdogTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentQueue<(string Message, WatchdogCause Cause, long Measure)> _ends = new();
    private long _memory = 1000;

    [Fact]
    public void A_message_may_take_its_time_and_no_more()
    {
        using var watchdog = Watchdog();
        using var watch = watchdog.Watch("m1");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(_ends);
        _clock.Advance(Inspect.Worker.Watchdog.Interval);
        Assert.Equal([("m1", WatchdogCause.Time, 5100)], _ends);
    }

    [Fact]
    public void A_message_may_take_its_memory_and_no_more()
    {
        using var watchdog = Watchdog();
        using var watch = watchdog.Watch("m1");
        _memory = 2000;
        _clock.Advance(Inspect.Worker.Watchdog.Interval);
        Assert.Empty(_ends);
        _memory = 2001;
        _clock.Advance(Inspect.Worker.Watchdog.Interval);
        Assert.Equal([("m1", WatchdogCause.Memory, 2001)], _ends);
    }

    [Fact]
    public void Between_messages_nothing_is_watched_and_each_has_its_own_time()
    {
        using var watchdog = Watchdog();
        using (watchdog.Watch("m1")) _clock.Advance(TimeSpan.FromSeconds(4));
        _memory = 9000;
        _clock.Advance(TimeSpan.FromSeconds(100));
        _memory = 1000;
        using (watchdog.Watch("m2")) _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(_ends);
    }

    [Fact]
    public void On_the_real_clock_it_has_a_thread_of_its_own()
    {
        using var ended = new ManualResetEventSlim();
        using var watchdog = new Watchdog(TimeSpan.FromMilliseconds(50), long.MaxValue, () => 0, (_, _, _) => ended.Set(), TimeProvider.System);
        using var watch = watchdog.Watch("m1");

        // Not awaited but blocked upon: the watchdog must not need this thread or the pool.
        Assert.True(ended.Wait(TimeSpan.FromSeconds(30)));
    }

    private Watchdog Watchdog() =>
        new(TimeSpan.FromSeconds(5), 2000, () => _memory, (message, cause, measure) => _ends.Enqueue((message, cause, measure)), _clock);
}
