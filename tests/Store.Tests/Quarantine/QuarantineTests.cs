using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Quarantine;

public sealed class QuarantineTests
{
    [Fact]
    public async Task A_quarantined_message_shows_what_it_is_and_why_it_is_there()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi, TestStore.AtBranch);
        var item = Assert.Single(await store.QuarantineAsync());
        Assert.Equal((id, "someone@elsewhere.example", "On the road", 300L), (item.Id, item.Sender, item.Subject, item.ContentBytes));
        Assert.Equal([TestStore.Ayumi, TestStore.AtBranch], item.Recipients);
        Assert.Equal(ReasonCode.InspectionTimeout, Assert.Single(item.Verdict.Reasons).Code);
        Assert.Equal(TestStore.Content(), await store.ReadAsync(StoreCalls.QuarantineContent, id));
        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
        Assert.Empty(await store.QueueAsync());
        await TestStore.RejectedAsync(() => store.ReadAsync(StoreCalls.MailboxContent, id));
    }

    [Fact]
    public async Task A_released_message_goes_to_mailbox_and_queue()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi, TestStore.AtBranch);
        await ChangeAsync(store, QuarantineAction.Release, id);
        Assert.Empty(await store.QuarantineAsync());
        Assert.Equal(id, Assert.Single(await store.MailboxAsync(TestStore.Ayumi)).Id);
        Assert.Equal(id, (await store.LeaseOneAsync()).MessageId);
        Assert.Equal(["accepted", "quarantined", "released", "delivered", "queued"], await store.StepsAsync(id));
        Assert.Equal("by operator", (await store.TraceAsync(id)).Events[2].Detail);
        await TestStore.RejectedAsync(() => ChangeAsync(store, QuarantineAction.Release, id));
    }

    [Fact]
    public async Task Of_a_disarmed_message_the_original_is_kept_and_the_rebuilt_one_delivered_and_each_leads_to_the_other()
    {
        await using var store = await TestStore.NewAsync();
        var verdict = new Verdict { Disposition = Disposition.Disarm, Otherwise = Disposition.Accept };
        var (original, rebuilt) = (store.NewId(), store.NewId());
        await store.AcceptAsync(TestStore.Message(original, [TestStore.Ayumi]) with { Verdict = verdict with { DisarmedAs = rebuilt } }, TestStore.Content());
        await store.AcceptAsync(TestStore.Message(rebuilt, [TestStore.Ayumi]) with { Verdict = verdict with { DisarmedFrom = original } }, TestStore.Content(200));
        Assert.Equal(original, Assert.Single(await store.QuarantineAsync()).Id);
        Assert.Equal(rebuilt, Assert.Single(await store.MailboxAsync(TestStore.Ayumi)).Id);
        var (first, second) = (await store.TraceAsync(original), await store.TraceAsync(rebuilt));
        Assert.Equal((rebuilt, null, original, null), (first.DisarmedAs, first.DisarmedFrom, second.DisarmedFrom, second.DisarmedAs));
        Assert.Equal($"as {rebuilt}", first.Events.Single(step => step.What == "disarmed").Detail);
        Assert.Equal($"from {original}", second.Events.Single(step => step.What == "disarmed").Detail);
        await ChangeAsync(store, QuarantineAction.Release, original);
        Assert.Equal(2, (await store.MailboxAsync(TestStore.Ayumi)).Count);
        await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.Ayumi]) with { Verdict = verdict with { DisarmedFrom = "../x" } }, TestStore.Content()));
    }

    [Fact]
    public async Task A_deleted_message_is_really_gone_and_its_trace_stays()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        await ChangeAsync(store, QuarantineAction.Delete, id);
        Assert.Empty(await store.QuarantineAsync());
        await TestStore.RejectedAsync(() => store.ReadAsync(StoreCalls.QuarantineContent, id));
        Assert.Equal(["accepted", "quarantined", "deleted"], await store.StepsAsync(id));
    }

    [Fact]
    public async Task After_fourteen_days_the_periodic_work_removes_it()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        store.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Single(await store.QuarantineAsync());
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Empty(await store.QuarantineAsync());
        Assert.Equal("its time in quarantine is over", (await store.TraceAsync(id)).Events[^1].Detail);
    }

    [Fact]
    public async Task The_periodic_work_runs_by_the_clock()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        store.Clock.Advance(TimeSpan.FromDays(14));
        var guard = System.Diagnostics.Stopwatch.StartNew();
        while ((await store.QuarantineAsync()).Count > 0 && guard.Elapsed < TimeSpan.FromSeconds(30))
        {
            store.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Empty(await store.QuarantineAsync());
    }

    [Fact]
    public async Task The_quarantine_is_listed_in_pages_although_items_vanish_between_them()
    {
        await using var store = await TestStore.NewAsync();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add(await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi));
            store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var first = await store.Calls.SendAsync(StoreCalls.QuarantineList, new ListRequest(Most: 3));
        Assert.Equal(ids[..3], first.Items.Select(item => item.Id));
        await ChangeAsync(store, QuarantineAction.Delete, ids[2]);
        var second = await store.Calls.SendAsync(StoreCalls.QuarantineList, new ListRequest(first.Next, 3));
        Assert.Equal(ids[3..6], second.Items.Select(item => item.Id));
        var third = await store.Calls.SendAsync(StoreCalls.QuarantineList, new ListRequest(second.Next, 3));
        Assert.Equal((ids[6], null), (Assert.Single(third.Items).Id, third.Next));
    }

    [Fact]
    public async Task An_unknown_message_is_refused_with_a_sentence()
    {
        await using var store = await TestStore.NewAsync();
        var unknown = await TestStore.RejectedAsync(() => ChangeAsync(store, QuarantineAction.Delete, store.NewId()));
        Assert.StartsWith("There is no message", unknown.Message, StringComparison.Ordinal);
        var elsewhere = await store.AcceptAsync(TestStore.Ayumi);
        var notHere = await TestStore.RejectedAsync(() => ChangeAsync(store, QuarantineAction.Delete, elsewhere));
        Assert.Contains("is not in quarantine", notHere.Message, StringComparison.Ordinal);
        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
    }

    private static async Task<ChangeReply> ChangeAsync(TestStore store, QuarantineAction action, string id) =>
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(action, id));
}
