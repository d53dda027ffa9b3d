using Sekisho.Roles.Calls;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Queue;

public sealed class SettleTests
{
    [Fact]
    public async Task A_delivered_message_is_gone_and_its_trace_tells_so()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Delivered);

        Assert.Empty(await store.QueueAsync());
        var last = (await store.TraceAsync(id)).Events[^1];
        Assert.Equal(("delivered", TestStore.AtBranch, "mx.elsewhere.example: 250 2.0.0 Ok"), (last.What, last.Recipient, last.Detail));
    }

    [Fact]
    public async Task A_lease_settles_once()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        await store.SettleAsync(job, DeliveryOutcome.Deferred);
        await TestStore.RejectedAsync(() => store.SettleAsync(job, DeliveryOutcome.Deferred));
        Assert.Equal(1, Assert.Single(await store.QueueAsync()).Attempts);
    }

    [Fact]
    public async Task The_waits_double_up_to_an_hour()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var waits = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Deferred);
            var next = Assert.Single(await store.QueueAsync()).NextAttemptAt!.Value - store.Clock.GetUtcNow();
            waits.Add(next.TotalMinutes);
            store.Clock.Advance(next - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await store.LeaseAsync());
            store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
    }

    [Fact]
    public async Task Jitter_spreads_the_next_attempts()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { RetryJitter = 0.2 });
        for (var i = 0; i < 20; i++) await store.AcceptAsync(TestStore.AtBranch);
        foreach (var job in await store.LeaseAsync()) await store.SettleAsync(job, DeliveryOutcome.Deferred);
        var waits = (await store.QueueAsync()).Select(item => (item.NextAttemptAt!.Value - store.Clock.GetUtcNow()).TotalSeconds).ToList();
        Assert.All(waits, wait => Assert.InRange(wait, 48, 72));
        Assert.True(waits.Distinct().Count() > 10);
    }

    [Fact]
    public async Task Only_the_deferred_recipients_of_a_job_wait_on()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync("a@branch.example", "b@branch.example", "c@branch.example", "d@branch.example");
        var job = await store.LeaseOneAsync();
        await store.Calls.SendAsync(StoreCalls.Settle, new SettleRequest
        {
            Lease = job.Lease,
            Results =
            [
                job.Result(0, DeliveryOutcome.Delivered, "250 2.0.0 Ok", null),
                job.Result(1, DeliveryOutcome.Deferred, "452 4.2.2 Full", null),
                job.Result(2, DeliveryOutcome.Failed, "550 5.1.1 Who", null),
            ],
        });

        // d was forgotten in the report: it is tried again rather than lost.
        Assert.Equal(["b@branch.example", "d@branch.example"], (await store.QueueAsync()).Select(item => item.Recipient));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await store.LeaseOneAsync();
        Assert.Equal(["b@branch.example", "d@branch.example"], again.Envelope.Recipients.Select(recipient => recipient.Address));
        Assert.Equal(["accepted", "queued", "delivered", "deferred", "failed", "deferred"], await store.StepsAsync(id));
    }

    [Fact]
    public async Task A_destination_that_is_down_is_not_tried_by_its_other_jobs()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 3; i++) await store.AcceptAsync(TestStore.AtBranch);
        await store.SettleAsync(Assert.Single(await store.LeaseAsync(most: 1)), DeliveryOutcome.Deferred, down: true);
        Assert.Empty(await store.LeaseAsync());
        await store.AcceptAsync(TestStore.AtBranch);
        Assert.Empty(await store.LeaseAsync());
        Assert.All(await store.QueueAsync(), item => Assert.Equal(TimeSpan.FromMinutes(1), item.NextAttemptAt - store.Clock.GetUtcNow()));

        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(4, (await store.LeaseAsync()).Count);
    }

    [Fact]
    public async Task A_destination_down_doubles_its_own_wait_once_for_jobs_that_fail_together()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 5; i++) await store.AcceptAsync(TestStore.AtBranch);
        foreach (var job in await store.LeaseAsync(most: 3)) await store.SettleAsync(job, DeliveryOutcome.Deferred, down: true);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await store.LeaseAsync();
        Assert.Equal(5, second.Count);
        await store.SettleAsync(second[0], DeliveryOutcome.Deferred, down: true);
        Assert.Empty(await store.LeaseAsync("deliver-2"));
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(5, (await store.LeaseAsync("deliver-2")).Count);
    }

    [Fact]
    public async Task A_down_destination_is_still_down_after_a_restart()
    {
        var store = await TestStore.NewAsync();
        for (var i = 0; i < 2; i++) await store.AcceptAsync(TestStore.AtBranch);
        await store.SettleAsync((await store.LeaseAsync())[0], DeliveryOutcome.Deferred, down: true);
        await using var again = await store.RestartAsync();
        Assert.Empty(await again.LeaseAsync("deliver-2"));
        again.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await again.LeaseAsync("deliver-2")).Count);
    }

    [Fact]
    public async Task After_five_days_a_job_is_handed_out_as_expired()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var start = store.Clock.GetUtcNow();
        while (store.Clock.GetUtcNow() - start < TimeSpan.FromHours(119.5))
        {
            var job = await store.LeaseOneAsync();
            Assert.False(job.Expired);
            await store.SettleAsync(job, DeliveryOutcome.Deferred);
            store.Clock.Advance(Assert.Single(await store.QueueAsync()).NextAttemptAt!.Value - store.Clock.GetUtcNow());
        }

        // The last wait was cut to the end of its time.
        while (store.Clock.GetUtcNow() - start < TimeSpan.FromHours(120))
        {
            await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Deferred);
            store.Clock.Advance(Assert.Single(await store.QueueAsync()).NextAttemptAt!.Value - store.Clock.GetUtcNow());
        }

        Assert.Equal(start + TimeSpan.FromHours(120), store.Clock.GetUtcNow());
        var expired = await store.LeaseOneAsync();
        Assert.True(expired.Expired);
        Assert.Equal("451 4.3.0 Later", expired.LastReply);
        await store.SettleAsync(expired, DeliveryOutcome.Failed);
        Assert.Empty(await store.QueueAsync());
    }

    [Fact]
    public async Task What_was_never_tried_is_tried_once_although_its_time_is_over()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        store.Clock.Advance(TimeSpan.FromDays(9));
        var job = await store.LeaseOneAsync();
        Assert.False(job.Expired);
        await store.SettleAsync(job, DeliveryOutcome.Deferred);
        store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await store.LeaseOneAsync()).Expired);
    }

    [Theory]
    [InlineData(DeliveryOutcome.Delivered, DeliveryOutcome.Deferred)]
    [InlineData(DeliveryOutcome.Deferred, DeliveryOutcome.Delivered)]
    public async Task A_recipient_named_twice_who_has_the_message_does_not_get_it_again(DeliveryOutcome first, DeliveryOutcome second)
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        await store.Calls.SendAsync(StoreCalls.Settle, new SettleRequest
        {
            Lease = job.Lease,
            Results = [job.Result(0, first, "1", null), job.Result(0, second, "2", null)],
        });
        Assert.Empty(await store.QueueAsync());
    }

    [Fact]
    public async Task A_delay_notice_is_asked_for_after_four_hours_and_once()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        store.Clock.Advance(TimeSpan.FromHours(4) - TimeSpan.FromMinutes(5));
        var job = await store.LeaseOneAsync();
        Assert.False(job.DelayNoticeDue);
        await store.SettleAsync(job, DeliveryOutcome.Deferred);
        store.Clock.Advance(TimeSpan.FromMinutes(5));
        job = await store.LeaseOneAsync();
        Assert.True(job.DelayNoticeDue);
        await store.SettleAsync(job, DeliveryOutcome.Deferred, store.NewId(), TestStore.Content(50), delayNotice: true);
        store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(Assert.Single(await store.LeaseAsync(), again => again.MessageId == job.MessageId).DelayNoticeDue);
    }

    [Fact]
    public async Task A_notice_goes_to_the_senders_mailbox_here_with_the_null_reverse_path()
    {
        await using var store = await TestStore.NewAsync();
        var id = store.NewId();
        await store.AcceptAsync(TestStore.Message(id, ["x@far.example"], sender: TestStore.Ayumi, account: TestStore.Ayumi), TestStore.Content());
        var noticeId = store.NewId();
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Failed, noticeId, TestStore.Content(77, 7));

        var item = Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
        Assert.Equal((noticeId, ""), (item.Id, item.Sender));
        Assert.Equal(TestStore.Content(77, 7), await store.ReadAsync(StoreCalls.MailboxContent, noticeId));
        Assert.Equal(["accepted", "queued", "failed", "notice"], await store.StepsAsync(id));
        Assert.Contains(noticeId, (await store.TraceAsync(id)).Events[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_to_a_stranger_whose_mail_we_took_goes_to_their_servers()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.AtBranch);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Failed, store.NewId(), TestStore.Content());
        var notice = await store.LeaseOneAsync();
        Assert.Equal(new Route(RouteKind.Mx, "elsewhere.example"), notice.Route);
        Assert.Equal("", notice.Envelope.ReversePath);
        Assert.Equal("someone@elsewhere.example", Assert.Single(notice.Envelope.Recipients).Address);
    }

    [Fact]
    public async Task There_is_never_a_notice_about_a_message_with_the_null_reverse_path()
    {
        await using var store = await TestStore.NewAsync();
        var id = store.NewId();
        await store.AcceptAsync(TestStore.Message(id, [TestStore.AtBranch], sender: ""), TestStore.Content());
        store.Clock.Advance(TimeSpan.FromHours(5));
        var job = await store.LeaseOneAsync();
        Assert.False(job.DelayNoticeDue);
        await store.Calls.SendAsync(StoreCalls.Settle, new SettleRequest
        {
            Lease = job.Lease,
            Results = [job.Result(0, DeliveryOutcome.Failed, "550", null)],
            NoticeId = store.NewId(),
            NoticeRecipient = TestStore.Ayumi,
        });
        Assert.Empty(await store.QueueAsync());
        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
        Assert.Equal(["accepted", "queued", "failed", "notice"], await store.StepsAsync(id));
    }

    [Fact]
    public async Task A_notice_for_a_mailbox_that_does_not_exist_ends_there()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.AtBranch], sender: "forged@house.example"), TestStore.Content());
        var noticeId = store.NewId();
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Failed, noticeId, TestStore.Content());
        Assert.Empty(await store.QueueAsync());
        Assert.Equal(["accepted", "failed"], await store.StepsAsync(noticeId));
    }

    [Fact]
    public async Task A_large_notice_is_stored_too()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.AtBranch], sender: TestStore.Ken), TestStore.Content());
        var noticeId = store.NewId();
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Failed, noticeId, TestStore.Content(300_000));
        Assert.Equal(TestStore.Content(300_000), await store.ReadAsync(StoreCalls.MailboxContent, noticeId));
    }

    [Fact]
    public async Task A_refused_settle_leaves_no_notice_behind()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.AtBranch], sender: TestStore.Ken), TestStore.Content());
        var old = await store.LeaseOneAsync("deliver-1");
        await store.LeaseOneAsync("deliver-2");
        await TestStore.RejectedAsync(() => store.SettleAsync(old, DeliveryOutcome.Failed, store.NewId(), TestStore.Content(300_000)), CallFailure.Rejected);
        Assert.Empty(await store.MailboxAsync(TestStore.Ken));
        Assert.Empty(store.ContentFiles());
    }
}
