using System.Diagnostics;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Contents;
using Sekisho.Store.Database;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Queue;

public sealed class LeaseDueTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_job_says_how_its_message_came_in()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Message(store.NewId(), ["x@a.example"], account: TestStore.Ken), TestStore.Content());
        Assert.Equal(Sekisho.Store.Intake.OriginKind.Submission, (await store.LeaseOneAsync()).Origin);
    }

    [Fact]
    public async Task A_reply_that_the_caller_never_gets_gives_nothing_out()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        store.Calls.LosesReplies = true;
        await TestStore.RejectedAsync(() => store.LeaseAsync(), CallFailure.Interrupted);
        store.Calls.LosesReplies = false;
        Assert.Equal(id, (await store.LeaseOneAsync()).MessageId);
    }

    [Fact]
    public async Task When_reading_fails_in_between_nothing_stays_leased()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 2; i++)
            await store.AcceptAsync(TestStore.Message(store.NewId(), ["x@a.example", "x@b.example"], account: TestStore.Ken), TestStore.Content());
        // The first of each is given out, the second of each is read ahead; the third destination has to be read.
        Assert.Equal(2, (await store.LeaseAsync(most: 2)).Count);
        await store.AcceptAsync(TestStore.Message(store.NewId(), ["x@c.example"], account: TestStore.Ken), TestStore.Content());
        using (var broken = new StoreDatabase(store.DatabasePath, 0).OpenWriter())
        {
            broken.RunScript("ALTER TABLE delivery RENAME TO elsewhere");
            await Assert.ThrowsAnyAsync<Exception>(() => store.LeaseAsync());
            broken.RunScript("ALTER TABLE elsewhere RENAME TO delivery");
        }

        Assert.Equal(["a.example", "b.example", "c.example"], (await store.LeaseAsync()).Select(job => job.Route.Destination).Order());
    }

    [Fact]
    public async Task A_job_carries_everything_that_delivery_needs()
    {
        await using var store = await TestStore.NewAsync();
        var content = TestStore.Content();
        var id = await store.AcceptAsync(Inspect.Verdicts.Disposition.Accept, content, TestStore.AtBranch);
        var job = await store.LeaseOneAsync();

        Assert.Equal((id, 300L, 0, false, false, null), (job.MessageId, job.ContentBytes, job.Attempts, job.Expired, job.Sealed.InlineBytes > 0, job.LastReply));
        Assert.Equal(new Route(RouteKind.Relay, "mail.branch.example:25"), job.Route);
        Assert.Equal("someone@elsewhere.example", job.Envelope.ReversePath);
        Assert.Equal(TestStore.AtBranch, Assert.Single(job.Envelope.Recipients).Address);
        Assert.Equal(content, await store.ReadAsync(job));
    }

    [Fact]
    public async Task Small_contents_come_with_the_reply_in_the_order_of_the_jobs()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 1; i <= 3; i++) await store.AcceptAsync(Inspect.Verdicts.Disposition.Accept, TestStore.Content(i * 100, i), TestStore.AtBranch);
        await using var reply = await store.Calls.OpenAsync(
            StoreCalls.LeaseDue, new LeaseDueRequest { Caller = "deliver-1", Most = 10, InlineContentBytes = 200 });

        Assert.Equal([true, true, false], reply.Value.Jobs.Select(job => job.InlineBytes > 0));
        var bytes = new byte[reply.Content.Length];
        await reply.Content.ReadExactlyAsync(bytes);
        var first = reply.Value.Jobs[0];
        Assert.Equal(TestStore.Content(100, 1), SealedContentReader.Open(store.Open(first).Keys.Content.Span, bytes.AsMemory(0, first.InlineBytes)));
        Assert.Equal(TestStore.Content(200, 2), SealedContentReader.Open(store.Open(reply.Value.Jobs[1]).Keys.Content.Span, bytes.AsMemory(first.InlineBytes)));
    }

    [Fact]
    public async Task Inline_contents_of_one_reply_stay_below_four_megabytes()
    {
        await using var store = await TestStore.NewAsync();
        await Task.WhenAll(Enumerable.Range(0, 70).Select(_ =>
            store.AcceptAsync(Inspect.Verdicts.Disposition.Accept, TestStore.Content(64 * 1024), TestStore.AtBranch)));
        await using var reply = await store.Calls.OpenAsync(
            StoreCalls.LeaseDue, new LeaseDueRequest { Caller = "deliver-1", Most = 100, InlineContentBytes = int.MaxValue });
        Assert.Equal(70, reply.Value.Jobs.Count);
        Assert.Equal(63, reply.Value.Jobs.Count(job => job.InlineBytes > 0));
    }

    [Fact]
    public async Task A_reply_has_not_many_more_than_ten_thousand_recipients_and_the_rest_comes_with_the_next()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 3; i++) await store.AcceptAsync([.. Enumerable.Range(0, 5000).Select(r => $"r{r}@branch.example")]);
        var counts = new List<int>();
        while (await store.LeaseAsync(most: 1000) is { Count: > 0 } jobs) counts.Add(jobs.Sum(job => job.Sealed.Recipients.Count));
        Assert.Equal(15_000, counts.Sum());
        Assert.True(counts.Count > 1);
        Assert.All(counts, count => Assert.InRange(count, 500, 10_500));
    }

    [Fact]
    public async Task What_is_leased_is_not_leased_again_to_the_same_caller()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        Assert.Single(await store.LeaseAsync());
        Assert.Empty(await store.LeaseAsync());
        Assert.Equal("leased", Assert.Single(await store.QueueAsync()).State);
    }

    [Fact]
    public async Task A_new_caller_ends_the_leases_of_the_old_at_once()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var old = await store.LeaseOneAsync("deliver-1");
        var taken = await store.LeaseOneAsync("deliver-2");
        Assert.Equal(old.MessageId, taken.MessageId);
        var ended = await TestStore.RejectedAsync(() => store.SettleAsync(old, DeliveryOutcome.Delivered));
        Assert.StartsWith("lease ended", ended.Message, StringComparison.Ordinal);
        await store.SettleAsync(taken, DeliveryOutcome.Delivered);
        Assert.Empty(await store.QueueAsync());
    }

    [Fact]
    public async Task What_a_caller_does_not_hold_after_a_lost_reply_is_leased_again_and_what_it_holds_is_not()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var held = await store.LeaseOneAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var lost = await store.LeaseOneAsync();
        var again = Assert.Single(await store.LeaseAsync(holding: [held.Lease]));
        Assert.Equal(lost.MessageId, again.MessageId);
        await store.SettleAsync(held, DeliveryOutcome.Delivered);
        await store.SettleAsync(again, DeliveryOutcome.Delivered);
        Assert.Empty(await store.QueueAsync());
    }

    [Fact]
    public async Task A_caller_that_outlives_the_store_keeps_its_leases_and_its_result_counts()
    {
        var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync("deliver-1");
        await using var again = await store.RestartAsync();

        Assert.Empty(await again.LeaseAsync("deliver-1"));
        await again.SettleAsync(job, DeliveryOutcome.Delivered);
        Assert.Empty(await again.QueueAsync());
        Assert.Equal(["accepted", "queued", "delivered"], await again.StepsAsync(id));
    }

    [Fact]
    public async Task After_a_restart_of_both_the_job_is_due_again()
    {
        var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        await store.LeaseOneAsync("deliver-1");
        await using var again = await store.RestartAsync();
        Assert.Single(await again.LeaseAsync("deliver-2"));
    }

    [Fact]
    public async Task A_lease_that_nobody_settles_ends_by_its_time()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        await store.LeaseOneAsync();
        store.Clock.Advance(TimeSpan.FromMinutes(59));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Empty(await store.LeaseAsync());
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Single(await store.LeaseAsync());
    }

    [Fact]
    public async Task A_destination_with_many_mails_does_not_starve_the_others()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 300; i++)
            await store.AcceptAsync(TestStore.Message(store.NewId(), [$"user{i}@big.example"], account: TestStore.Ken), []);
        for (var i = 0; i < 4; i++)
            await store.AcceptAsync(TestStore.Message(store.NewId(), [$"user@small{i}.example"], account: TestStore.Ken), []);

        var jobs = await store.LeaseAsync(most: 10);
        var small = jobs.Where(job => job.Route.Destination.StartsWith("small", StringComparison.Ordinal));
        Assert.Equal(10, jobs.Count);
        Assert.Equal(4, small.Count());
        Assert.Equal(294, (await store.LeaseAsync(most: 1000)).Count);
    }

    [Fact]
    public async Task Within_a_destination_the_oldest_goes_first()
    {
        await using var store = await TestStore.NewAsync();
        var ids = new List<string>();
        for (var i = 0; i < 150; i++)
        {
            ids.Add(await store.AcceptAsync(TestStore.AtBranch));
            store.Clock.Advance(TimeSpan.FromMilliseconds(i % 2));
        }

        var leased = new List<string>();
        for (var i = 0; i < 15; i++) leased.AddRange((await store.LeaseAsync(most: 10)).Select(job => job.MessageId));
        Assert.Equal(ids, leased);
    }

    [Fact]
    public async Task Busy_destinations_are_left_out_and_come_when_they_are_no_longer_busy()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Message(store.NewId(), ["a@far.example", "b@near.example"], account: TestStore.Ken), []);
        // Destinations go by the names that the store has for them: tags.
        var far = Convert.ToHexStringLower(store.Keys.TagOfDomain("far.example"));
        Assert.Equal("near.example", Assert.Single(await store.LeaseAsync(busy: [far])).Route.Destination);
        Assert.Empty(await store.LeaseAsync(busy: [far]));
        Assert.Equal("far.example", Assert.Single(await store.LeaseAsync()).Route.Destination);
    }

    [Fact]
    public async Task A_waiting_call_is_woken_by_a_commit()
    {
        await using var store = await TestStore.NewAsync();
        var waiting = store.LeaseAsync(wait: 60);
        Assert.False(waiting.IsCompleted);
        await store.AcceptAsync(TestStore.AtBranch);
        Assert.Single(await waiting.WaitAsync(Guard));
    }

    [Fact]
    public async Task A_waiting_call_is_woken_when_a_deferred_job_falls_due()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Deferred);
        store.Clock.Advance(TimeSpan.FromSeconds(30));
        var waiting = store.LeaseAsync(wait: 60);
        var guard = Stopwatch.StartNew();
        while (!waiting.IsCompleted)
        {
            store.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            Assert.True(guard.Elapsed < Guard, "never woken");
        }

        Assert.Equal(1, Assert.Single(await waiting).Attempts);
    }

    [Fact]
    public async Task A_wait_that_is_over_answers_nothing()
    {
        await using var store = await TestStore.NewAsync();
        var waiting = store.LeaseAsync(wait: 5);
        store.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(await waiting.WaitAsync(Guard));
    }

    [Fact]
    public async Task A_stop_ends_the_waiting_calls_with_nothing()
    {
        await using var store = await TestStore.NewAsync();
        var due = store.LeaseAsync(wait: 60);
        var held = store.LeaseHeldAsync(wait: 60);
        await store.Role.StopAsync(default);
        Assert.Empty(await due.WaitAsync(Guard));
        Assert.Empty(await held.WaitAsync(Guard));
    }

    [Fact]
    public async Task A_caller_that_has_gone_leaves_no_lease()
    {
        await using var store = await TestStore.NewAsync();
        using var gone = new CancellationTokenSource();
        var waiting = store.Calls.SendAsync(
            StoreCalls.LeaseDue, new LeaseDueRequest { Caller = "deliver-1", Most = 1, WaitSeconds = 60 }, default, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Guard));
        await store.AcceptAsync(TestStore.AtBranch);
        Assert.Single(await store.LeaseAsync("deliver-1"));
    }

    [Fact]
    public async Task A_made_up_lease_gives_no_content_and_settles_nothing()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        var guess = job.Lease[..(job.Lease.IndexOf('.', StringComparison.Ordinal) + 1)] + "0123456789abcdef";
        foreach (var lease in (string[])["", "d", "d1", "x1.00", "d-1.00", "h1." + new string('0', 16), guess, new string('d', 1000)])
        {
            await TestStore.RejectedAsync(() => store.ReadAsync(StoreCalls.ReadContent, lease));
            await TestStore.RejectedAsync(() => store.SettleAsync(job with { Sealed = job.Sealed with { Lease = lease } }, DeliveryOutcome.Failed));
        }

        await store.SettleAsync(job, DeliveryOutcome.Delivered);
    }
}
