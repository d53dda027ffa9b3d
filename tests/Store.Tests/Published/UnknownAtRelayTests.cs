using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;
using Sekisho.Testing;

namespace Sekisho.Store.Tests.Published;

public sealed class UnknownAtRelayTests
{
    [Fact]
    public async Task What_the_tenants_server_does_not_know_is_refused_at_the_door_for_a_while()
    {
        await using var store = await TestStore.NewAsync();
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store));
        await store.AcceptAsync(TestStore.AtBranch);
        await SettleAsync(store, DeliveryOutcome.Failed, "SALES@Branch.example");
        Assert.Equal(ResolutionResult.UnknownMailbox, await ResolveAsync(store));

        store.Clock.Advance(UnknownAtRelay.Lifetime);
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store));
    }

    [Theory]
    [InlineData(DeliveryOutcome.Failed, null)]
    [InlineData(DeliveryOutcome.Deferred, TestStore.AtBranch)]
    [InlineData(DeliveryOutcome.Failed, "no address")]
    public async Task Any_other_end_says_nothing_of_the_address(DeliveryOutcome outcome, string? address)
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        await SettleAsync(store, outcome, address);
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store));
    }

    [Fact]
    public void It_remembers_as_many_as_its_limit_and_learns_again_when_old_ones_have_ended()
    {
        var clock = new ManualTimeProvider();
        var unknown = new UnknownAtRelay(clock);
        for (var i = 0; i <= UnknownAtRelay.MostRemembered; i++) unknown.Add($"{i}@branch.example");
        Assert.True(unknown.Contains($"{UnknownAtRelay.MostRemembered - 1}@branch.example"));
        Assert.False(unknown.Contains($"{UnknownAtRelay.MostRemembered}@branch.example"));

        clock.Advance(UnknownAtRelay.Lifetime);
        unknown.Add("late@branch.example");
        Assert.True(unknown.Contains("late@branch.example"));
    }

    private static async Task<ResolutionResult> ResolveAsync(TestStore store) =>
        (await store.Calls.SendAsync(StoreCalls.Resolve, new ResolveRequest(TestStore.AtBranch, null))).Result;

    private static async Task SettleAsync(TestStore store, DeliveryOutcome outcome, string? unknown)
    {
        var job = await store.LeaseOneAsync();
        await store.Calls.SendAsync(StoreCalls.Settle, new SettleRequest
        {
            Lease = job.Lease,
            Results = [new RecipientResult(0, outcome, "550 5.1.1 no such mailbox", "relay.example", UnknownAddress: unknown)],
        });
    }
}
