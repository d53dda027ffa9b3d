using Sekisho.Identity.Passwords;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Passwords;

public sealed class HashingGateTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private readonly ManualTimeProvider _clock = new();
    private readonly ManualResetEventSlim _open = new();

    public void Dispose() => _open.Dispose();

    [Fact]
    public async Task No_more_run_at_once_than_allowed()
    {
        var gate = new HashingGate(new HashingGateOptions { AtOnce = 2 }, _clock);
        var running = 0;
        var most = 0;
        var all = Enumerable.Range(0, 20).Select(_ => gate.RunAsync(HashingLane.Stranger, () =>
        {
            var now = Interlocked.Increment(ref running);
            lock (_clock) most = Math.Max(most, now);
            Thread.Yield();
            return Interlocked.Decrement(ref running);
        }).AsTask()).ToArray();
        Assert.DoesNotContain(await Task.WhenAll(all).WaitAsync(Guard), result => result.Busy);
        Assert.InRange(most, 1, 2);
        Assert.Equal((0, 0, 0L), (gate.Running, gate.Waiting, gate.Refused));
    }

    [Fact]
    public async Task A_flood_of_strangers_leaves_the_places_of_known_devices()
    {
        var gate = new HashingGate(new HashingGateOptions { AtOnce = 1, MostStrangersWaiting = 3, MostKnownWaiting = 2 }, _clock);
        var first = BlockAsync(gate, HashingLane.Stranger);
        var strangers = Enumerable.Range(0, 3).Select(_ => BlockAsync(gate, HashingLane.Stranger)).ToArray();
        Assert.True((await BlockAsync(gate, HashingLane.Stranger)).Busy);
        var known = Enumerable.Range(0, 2).Select(_ => BlockAsync(gate, HashingLane.Known)).ToArray();
        Assert.True((await BlockAsync(gate, HashingLane.Known)).Busy);
        Assert.Equal((1, 5, 2L), (gate.Running, gate.Waiting, gate.Refused));
        _open.Set();
        Assert.DoesNotContain(await Task.WhenAll([first, .. strangers, .. known]).WaitAsync(Guard), result => result.Busy);
    }

    [Fact]
    public async Task Known_devices_go_first_and_every_fourth_turn_is_a_strangers()
    {
        var gate = new HashingGate(new HashingGateOptions { AtOnce = 1 }, _clock);
        var order = new List<string>();
        var first = BlockAsync(gate, HashingLane.Stranger);
        var rest = new[] { "s", "s", "k", "k", "k", "k", "k" }.Select(name => gate.RunAsync(
            name == "k" ? HashingLane.Known : HashingLane.Stranger,
            () =>
            {
                lock (order) order.Add(name);
                return true;
            }).AsTask()).ToArray();
        _open.Set();
        await Task.WhenAll([first, .. rest]).WaitAsync(Guard);
        Assert.Equal("kkkskks", string.Concat(order));
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_busy_and_the_work_is_not_done()
    {
        var gate = new HashingGate(new HashingGateOptions { AtOnce = 1, LongestWait = TimeSpan.FromSeconds(5) }, _clock);
        var first = BlockAsync(gate, HashingLane.Stranger);
        var done = false;
        var late = gate.RunAsync(HashingLane.Known, () => done = true).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(late.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True((await late.WaitAsync(Guard)).Busy);
        Assert.Equal(0, gate.Waiting);
        _open.Set();
        Assert.False((await first.WaitAsync(Guard)).Busy);
        Assert.False(done);
    }

    [Fact]
    public async Task Who_hangs_up_while_waiting_leaves_no_place_taken()
    {
        var gate = new HashingGate(new HashingGateOptions { AtOnce = 1 }, _clock);
        var first = BlockAsync(gate, HashingLane.Stranger);
        using var hangUp = new CancellationTokenSource();
        var waiting = gate.RunAsync(HashingLane.Stranger, () => true, hangUp.Token).AsTask();
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Guard));
        Assert.Equal(0, gate.Waiting);
        _open.Set();
        await first.WaitAsync(Guard);
        Assert.Equal(0, gate.Running);
        Assert.True((await gate.RunAsync(HashingLane.Stranger, () => true)).Value);
    }

    [Fact]
    public void At_least_one_runs() => Assert.Throws<ArgumentOutOfRangeException>(() => new HashingGateOptions { AtOnce = 0 });

    [Fact]
    public async Task Work_that_fails_gives_its_place_back()
    {
        var gate = new HashingGate(new HashingGateOptions { AtOnce = 1 }, _clock);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await gate.RunAsync<int>(HashingLane.Stranger, () => throw new InvalidOperationException()));
        Assert.Equal(0, gate.Running);
    }

    private Task<GateResult<bool>> BlockAsync(HashingGate gate, HashingLane lane) => gate.RunAsync(lane, () => _open.Wait(Guard)).AsTask();
}
