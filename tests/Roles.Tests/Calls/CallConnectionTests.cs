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

    [Theory]
    [InlineData(nameof(HeldClock.WhenTimeIsRead), true)]
    [InlineData(nameof(HeldClock.WhenTimerIsFreed), false)]
    public void Either_the_time_is_over_or_the_connection_is_given_back(string moment, bool givenBack)
    {
        var clock = new HeldClock();
        using var connection = CallConnection.Open(_path, clock);
        using var accepted = _callee.Accept();
        connection.BeginTime(Patience);
        clock.Pass(Patience);
        // The timer has fired: first it looks at the clock, then it frees what the connection holds. Both moments are before the end.
        bool? reused = null;
        void GiveBack()
        {
            (clock.WhenTimeIsRead, clock.WhenTimerIsFreed) = (() => { }, () => { });
            reused = connection.Reset();
        }

        if (moment == nameof(HeldClock.WhenTimeIsRead)) clock.WhenTimeIsRead = GiveBack;
        else clock.WhenTimerIsFreed = GiveBack;
        clock.Fire();
        Assert.Equal((givenBack, !givenBack), (reused, connection.TimedOut));
        // Seen from the callee: what was given back is open, what was over is closed.
        Assert.Equal(!givenBack, accepted.Poll(TimeSpan.Zero, SelectMode.SelectRead));
    }

    [Fact]
    public void Between_the_end_of_the_time_and_the_freeing_nothing_is_given_back()
    {
        var clock = new HeldClock();
        using var connection = CallConnection.Open(_path, clock);
        using var accepted = _callee.Accept();
        connection.BeginTime(Patience);
        clock.Pass(Patience);
        // The first step of the timer, without the second: here another thread may come in between.
        Assert.True(connection.Time.TryEnd(out _));
        Assert.False(connection.Reset());
        Assert.True(connection.TimedOut);
        Assert.False(accepted.Poll(TimeSpan.Zero, SelectMode.SelectRead));
    }

    [Fact]
    public void Once_given_back_the_time_of_the_last_call_cannot_end()
    {
        var clock = new HeldClock();
        using var connection = CallConnection.Open(_path, clock);
        connection.BeginTime(Patience);
        clock.Pass(Patience);
        Assert.True(connection.Reset());
        Assert.False(connection.Time.TryEnd(out _));
        Assert.False(connection.TimedOut);
    }

    [Fact]
    public void A_timer_that_read_the_clock_for_the_last_call_leaves_the_next_one_its_whole_time()
    {
        var clock = new HeldClock();
        using var connection = CallConnection.Open(_path, clock);
        connection.BeginTime(Patience);
        clock.Pass(Patience);
        clock.WhenTimeIsRead = () =>
        {
            clock.WhenTimeIsRead = () => { };
            Assert.True(connection.Reset());
            connection.BeginTime(Patience);
        };
        clock.Fire();
        Assert.False(connection.TimedOut);
        Assert.True(connection.Reset());
    }

    [Fact]
    public void More_time_for_a_closed_connection_changes_nothing()
    {
        var connection = CallConnection.Open(_path, TimeProvider.System);
        connection.BeginTime(Patience);
        connection.Dispose();
        connection.ExtendTime(Patience);
        connection.EndTime();
        Assert.False(connection.Reset());
        Assert.False(connection.TimedOut);
    }
}
