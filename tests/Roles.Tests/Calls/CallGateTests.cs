using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Table;
using Sekisho.Testing;

namespace Sekisho.Roles.Tests.Calls;

public sealed class CallGateTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Calls_go_to_the_instance_with_the_fewest_under_way()
    {
        var gate = new CallGate(Instances(3), maxPerInstance: 2, maxWaiting: 10);
        var taken = Enumerable.Range(0, 6).Select(_ => gate.TryEnter(0, 0, out var _)).ToArray();
        Assert.Equal([0, 1, 2, 0, 1, 2], taken);
        gate.Leave(1);
        Assert.Equal(1, gate.TryEnter(0, 0, out _));
    }

    [Fact]
    public void An_instance_that_was_refused_just_now_is_taken_last()
    {
        var instances = Instances(2);
        var gate = new CallGate(instances, maxPerInstance: 1, maxWaiting: 10);
        instances[0].WasRefused();
        Assert.Equal(1, gate.TryEnter(0, _clock.GetTimestamp(), out _));
        Assert.Equal(0, gate.TryEnter(0, _clock.GetTimestamp(), out _));
        gate.Leave(0);
        gate.Leave(1);
        _clock.Advance(TimeSpan.FromMilliseconds(251));
        Assert.Equal(0, gate.TryEnter(0, _clock.GetTimestamp(), out _));
    }

    [Fact]
    public void As_many_wait_as_the_limit_says_and_one_more_is_sent_away()
    {
        var gate = new CallGate(Instances(1), maxPerInstance: 1, maxWaiting: 2);
        Assert.Equal(0, gate.TryEnter(0, 0, out _));
        Assert.Equal(-1, gate.TryEnter(0, 0, out var second));
        Assert.Equal(-1, gate.TryEnter(0, 0, out var third));
        Assert.Equal(-1, gate.TryEnter(0, 0, out var fourth));
        Assert.NotNull(second);
        Assert.NotNull(third);
        Assert.Null(fourth);
    }

    [Fact]
    public async Task A_place_goes_to_the_first_who_waits_and_wants_that_instance()
    {
        var gate = new CallGate(Instances(2), maxPerInstance: 1, maxWaiting: 10);
        gate.TryEnter(0, 0, out _);
        gate.TryEnter(0, 0, out _);
        gate.TryEnter(excluded: 0b01, 0, out var notTheFirst);
        gate.TryEnter(0, 0, out var any);
        gate.Leave(0);
        Assert.Equal(0, await any!.Given.Task);
        Assert.False(notTheFirst!.Given.Task.IsCompleted);
        gate.Leave(1);
        Assert.Equal(1, await notTheFirst.Given.Task);
    }

    [Fact]
    public async Task Who_gives_up_at_the_moment_of_being_given_a_place_hands_it_on()
    {
        var gate = new CallGate(Instances(1), maxPerInstance: 1, maxWaiting: 10);
        gate.TryEnter(0, 0, out _);
        gate.TryEnter(0, 0, out var first);
        gate.TryEnter(0, 0, out var second);
        gate.Leave(0);
        gate.GiveUp(first!);
        Assert.Equal(0, await second!.Given.Task);
        gate.TryEnter(0, 0, out var third);
        gate.GiveUp(third!);
        Assert.Equal(0, gate.Waiting);
        gate.Leave(0);
        Assert.Equal(0, gate.TryEnter(0, 0, out _));
    }

    private CalleeInstance[] Instances(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new CalleeInstance(new CalleeAddress(RoleKind.Inspect, $"inspect.{i}", $"/nowhere/{i}"), _clock))];
}
