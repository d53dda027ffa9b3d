using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;

namespace Sekisho.Roles.Tests.Calls;

public sealed class InstancesTests
{
    [Fact]
    public async Task When_one_of_two_is_down_every_call_is_answered_by_the_other()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Inspect, registry => Answer(registry, "inspect.2"), "inspect.2");
        var client = pair.Client(RoleKind.Mx, RoleKind.Inspect, "inspect.1", "inspect.2");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync(TestCalls.Inspect, new Question()).AsTask()))
            .WaitAsync(CallAssert.Patience);
        Assert.All(answers, answer => Assert.Equal("inspect.2", answer.Instance));
    }

    [Fact]
    public async Task When_all_are_down_the_call_is_unavailable_and_when_one_comes_back_it_is_answered()
    {
        await using var pair = new CallPair();
        var client = pair.Client(RoleKind.Mx, RoleKind.Inspect, "inspect.1", "inspect.2");
        await CallAssert.FailsAsync(CallFailure.Unavailable, () => client.SendAsync(TestCalls.Inspect, new Question()).AsTask());
        await pair.ServeAsync(RoleKind.Inspect, registry => Answer(registry, "inspect.1"), "inspect.1");
        Assert.Equal("inspect.1", (await client.SendAsync(TestCalls.Inspect, new Question())).Instance);
    }

    [Fact]
    public async Task Each_instance_gets_one_call_at_a_time_and_further_ones_wait_their_turn()
    {
        await using var pair = new CallPair();
        var gates = new Dictionary<string, SemaphoreSlim>();
        using var arrived = new SemaphoreSlim(0);
        foreach (var name in new[] { "inspect.1", "inspect.2" })
        {
            gates[name] = new SemaphoreSlim(0);
            await pair.ServeAsync(
                RoleKind.Inspect,
                registry => registry.Answer(TestCalls.Inspect, async (_, _) =>
                {
                    arrived.Release();
                    await gates[name].WaitAsync();
                    return new Answer { Instance = name };
                }),
                name);
        }

        var client = pair.Client(RoleKind.Mx, RoleKind.Inspect, "inspect.1", "inspect.2");
        var calls = Enumerable.Range(0, 4).Select(_ => client.SendAsync(TestCalls.Inspect, new Question()).AsTask()).ToArray();
        Assert.True(await arrived.WaitAsync(CallAssert.Patience) && await arrived.WaitAsync(CallAssert.Patience));
        Assert.Equal(0, arrived.CurrentCount); // the other two wait with the caller

        // Only the second works on: it gets all that wait, while the first keeps its one.
        gates["inspect.2"].Release(3);
        var done = calls.ToList();
        for (var i = 0; i < 3; i++)
        {
            var next = await Task.WhenAny(done).WaitAsync(CallAssert.Patience);
            Assert.Equal("inspect.2", (await next).Instance);
            done.Remove(next);
        }

        gates["inspect.1"].Release();
        Assert.Equal("inspect.1", (await done.Single().WaitAsync(CallAssert.Patience)).Instance);
    }

    [Fact]
    public async Task Who_waits_for_a_place_until_its_time_is_over_has_surely_not_been_served()
    {
        await using var pair = new CallPair();
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await pair.ServeAsync(
            RoleKind.Inspect,
            registry => registry.Answer(TestCalls.Inspect, async (_, _) =>
            {
                arrived.TrySetResult();
                await release.Task;
                return new Answer();
            }),
            "inspect.1");
        var client = pair.Client(RoleKind.Mx, RoleKind.Inspect, "inspect.1");
        var first = client.SendAsync(TestCalls.Inspect, new Question()).AsTask();
        await arrived.Task.WaitAsync(CallAssert.Patience);
        var hasty = TestCalls.Inspect with { Timeout = TimeSpan.FromMilliseconds(100) };
        await CallAssert.FailsAsync(CallFailure.Overloaded, () => client.SendAsync(hasty, new Question()).AsTask());
        release.SetResult();
        await first.WaitAsync(CallAssert.Patience);
        await client.SendAsync(TestCalls.Inspect, new Question());
    }

    private static void Answer(ICallRegistry registry, string instance) =>
        registry.Answer(TestCalls.Inspect, (_, _) => ValueTask.FromResult(new Answer { Instance = instance }));
}
