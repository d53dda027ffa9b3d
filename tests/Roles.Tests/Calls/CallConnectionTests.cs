using System.Net.Sockets;
using Sekisho.Roles.Calls.Client;

namespace Sekisho.Roles.Tests.Calls;

/// <summary>The end of one call's time and the beginning of the next call on the same connection.</summary>
public sealed class CallConnectionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sekisho-");
    private readonly Socket _callee = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;

    public CallConnectionTests()
    {
        _path = Path.Combine(_folder.FullName, "callee.sock");
        _callee.Bind(new UnixDomainSocketEndPoint(_path));
        _callee.Listen(16);
    }

    public void Dispose()
    {
        _callee.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_connection_whose_time_is_over_is_not_used_again_though_its_socket_is_still_open()
    {
        var clock = new HeldClock();
        using var connection = CallConnection.Open(_path, clock);
        connection.BeginTime(Patience);
        clock.Pass(Patience);
        bool? reused = null;
        // The last moment: the timer has fired, and begins to free what the connection holds.
        clock.WhenTimerIsFreed = () => reused = connection.Reset();
        clock.Fire();
        Assert.False(reused);
        Assert.True(connection.TimedOut);
    }

    [Fact]
    public void A_timer_that_comes_late_leaves_the_next_call_alone()
    {
        var clock = new HeldClock();
        using var connection = CallConnection.Open(_path, clock);
        connection.BeginTime(Patience);
        Assert.True(connection.Reset());
        clock.Pass(Patience);
        clock.Fire();
        Assert.False(connection.TimedOut);
        connection.BeginTime(Patience);
        clock.Fire();
        Assert.False(connection.TimedOut);
        Assert.True(connection.Reset());
    }

    [Fact]
    public void A_call_without_a_reply_ends_with_its_time()
    {
        var clock = new HeldClock();
        using var connection = CallConnection.Open(_path, clock);
        connection.BeginTime(Patience);
        clock.Pass(Patience);
        clock.Fire();
        Assert.True(connection.TimedOut);
        Assert.False(connection.Reset());
    }

    /// <summary>Fires its one timer on demand.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private TimerCallback? _callback;
        private object? _state;
        private long _now;

        public Action WhenTimerIsFreed { get; set; } = () => { };

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

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
}
