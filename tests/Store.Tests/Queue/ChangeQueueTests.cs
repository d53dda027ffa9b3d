using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Opening;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Queue;

public sealed class ChangeQueueTests
{
    [Fact]
    public async Task A_held_message_is_not_delivered_until_it_is_released()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync("a@branch.example", "b@branch.example");
        Assert.Equal(2, await ChangeAsync(store, QueueAction.Hold, id));
        Assert.Empty(await store.LeaseAsync());
        Assert.All(await store.QueueAsync(), item => Assert.Equal(("held", null), (item.State, item.NextAttemptAt)));
        Assert.Equal(2, await ChangeAsync(store, QueueAction.Release, id));
        Assert.Equal(2, (await store.LeaseOneAsync()).Envelope.Recipients.Count);
    }

    [Fact]
    public async Task A_hold_of_a_leased_message_lasts_after_its_attempt()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        await ChangeAsync(store, QueueAction.Hold, id);
        await store.SettleAsync(job, DeliveryOutcome.Deferred);
        store.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await store.LeaseAsync());
        await ChangeAsync(store, QueueAction.Release, id);
        Assert.Single(await store.LeaseAsync());
    }

    [Fact]
    public async Task Released_after_a_long_hold_it_has_a_day_of_tries()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Deferred);
        await ChangeAsync(store, QueueAction.Hold, id);
        store.Clock.Advance(TimeSpan.FromDays(30));
        await ChangeAsync(store, QueueAction.Release, id);
        var job = await store.LeaseOneAsync();
        Assert.False(job.Expired);
        await store.SettleAsync(job, DeliveryOutcome.Deferred);
        store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await store.LeaseOneAsync()).Expired);
    }

    [Fact]
    public async Task A_deleted_message_is_gone_without_a_notice_and_its_lease_ended()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        Assert.Equal(1, await ChangeAsync(store, QueueAction.Delete, id));
        Assert.Empty(await store.QueueAsync());
        await TestStore.RejectedAsync(() => store.SettleAsync(job, DeliveryOutcome.Failed, store.NewId(), TestStore.Content()));
        Assert.Equal(["accepted", "queued", "deleted"], await store.StepsAsync(id));
    }

    [Fact]
    public async Task A_flushed_message_is_tried_at_once_although_its_destination_was_down()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Deferred, down: true);
        Assert.Empty(await store.LeaseAsync());
        Assert.Equal(1, await ChangeAsync(store, QueueAction.Flush, id));
        Assert.Single(await store.LeaseAsync());
    }

    [Fact]
    public async Task Flushing_all_tries_every_waiting_recipient_now()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 620; i++) await store.AcceptAsync(TestStore.AtBranch);
        var held = await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ken);
        foreach (var job in await store.LeaseAsync(most: 1000)) await store.SettleAsync(job, DeliveryOutcome.Deferred);
        Assert.Equal(621, await ChangeAsync(store, QueueAction.Flush, null));
        Assert.Equal(620, (await store.LeaseAsync(most: 1000)).Count);
        Assert.Equal(held, Assert.Single(await store.LeaseHeldAsync()).Id);
    }

    [Fact]
    public async Task Only_flush_takes_the_whole_queue()
    {
        await using var store = await TestStore.NewAsync();
        foreach (var action in (QueueAction[])[QueueAction.Hold, QueueAction.Release, QueueAction.Delete])
            await TestStore.RejectedAsync(() => ChangeAsync(store, action, null));
    }

    [Fact]
    public async Task A_message_under_inspection_can_be_deleted_but_not_held_or_released()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ken);
        await TestStore.RejectedAsync(() => ChangeAsync(store, QueueAction.Hold, id));
        await TestStore.RejectedAsync(() => ChangeAsync(store, QueueAction.Release, id));
        Assert.Equal(1, await ChangeAsync(store, QueueAction.Delete, id));
        Assert.Empty(await store.QueueAsync());
        Assert.Equal(["accepted", "held", "deleted"], await store.StepsAsync(id));
    }

    [Fact]
    public async Task An_unknown_message_and_one_that_does_not_wait_are_told_apart()
    {
        await using var store = await TestStore.NewAsync();
        var here = await store.AcceptAsync(TestStore.Ken);
        var unknown = await TestStore.RejectedAsync(() => ChangeAsync(store, QueueAction.Flush, store.NewId()));
        Assert.StartsWith("There is no message", unknown.Message, StringComparison.Ordinal);
        var delivered = await TestStore.RejectedAsync(() => ChangeAsync(store, QueueAction.Flush, here));
        Assert.Contains("does not wait", delivered.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_with_a_corrected_relay_takes_its_waiting_mail_along()
    {
        await using var store = await TestStore.NewAsync();
        await store.AddTenantAsync("neighbour", ["neighbour.example"], new Route(RouteKind.Relay, "mail.branch.example:25"));
        await store.AcceptAsync(TestStore.AtBranch);
        await store.AcceptAsync("a@neighbour.example");
        await store.AddTenantAsync("branch", ["branch.example"], new Route(RouteKind.Relay, "mail.branch.example:2525"));
        var jobs = (await store.LeaseAsync()).ToDictionary(job => job.Envelope.Recipients[0].Address, job => job.Route.Destination);
        Assert.Equal("mail.branch.example:2525", jobs[TestStore.AtBranch]);
        Assert.Equal("mail.branch.example:25", jobs["a@neighbour.example"]);
    }

    [Fact]
    public async Task The_queue_is_listed_in_pages_without_gaps_or_doubles()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 5; i++) await store.AcceptAsync([.. Enumerable.Range(0, 4).Select(r => $"r{i}{r}@branch.example")]);
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ken);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await store.Calls.SendAsync(StoreCalls.QueueList, new ListRequest(after, 3));
            Assert.InRange(page.Items.Count, 1, 3);
            seen.AddRange((await OpenLists.QueueAsync(page, store.Keys, default)).Select(item => item.Recipient));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(21, seen.Count);
        Assert.Equal(21, seen.Distinct().Count());
        Assert.Equal(TestStore.Ken, seen[^1]);
        await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(StoreCalls.QueueList, new ListRequest("nonsense")));
    }

    [Fact]
    public async Task A_page_has_at_most_a_thousand_items()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync([.. Enumerable.Range(0, 1001).Select(i => $"r{i}@branch.example")]);
        var page = await store.Calls.SendAsync(StoreCalls.QueueList, new ListRequest(Most: int.MaxValue));
        Assert.Equal(1000, page.Items.Count);
        Assert.Single((await store.Calls.SendAsync(StoreCalls.QueueList, new ListRequest(page.Next))).Items);
    }

    private static async Task<int> ChangeAsync(TestStore store, QueueAction action, string? id) =>
        (await store.Calls.SendAsync(StoreCalls.QueueChange, new ChangeRequest(action, id))).Changed;
}
