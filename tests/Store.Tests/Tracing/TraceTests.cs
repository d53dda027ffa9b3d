using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Tracing;

public sealed class TraceTests
{
    [Fact]
    public async Task A_trace_gives_back_the_whole_envelope_and_origin()
    {
        await using var store = await TestStore.NewAsync();
        var request = TestStore.Message(store.NewId(), []) with
        {
            Envelope = new Envelope
            {
                ReversePath = "ünï@elsewhere.example",
                Body = BodyType.BinaryMime,
                SmtpUtf8 = true,
                RequireTls = true,
                EnvelopeId = "QQ314159",
                Return = DsnReturn.Headers,
                Recipients =
                [
                    new EnvelopeRecipient { Address = "Ayumi@House.example", Notify = DsnNotify.Success | DsnNotify.Delay, OriginalRecipient = "rfc822;a@b.example" },
                    new EnvelopeRecipient { Address = TestStore.AtBranch, Notify = DsnNotify.Never },
                ],
            },
        };
        await store.AcceptAsync(request, TestStore.Content());

        var trace = await store.TraceAsync(request.Id);
        Assert.Equal(request.Envelope with { Recipients = [] }, trace.Envelope with { Recipients = [] });
        Assert.Equal(request.Envelope.Recipients, trace.Envelope.Recipients);
        Assert.Equal(request.Origin, trace.Origin);
        Assert.Equal((300L, "On the road"), (trace.ContentBytes, trace.Subject));
        var job = await store.LeaseOneAsync();
        Assert.Equal(request.Envelope with { Recipients = [] }, job.Envelope with { Recipients = [] });
        Assert.Equal([request.Envelope.Recipients[1]], job.Envelope.Recipients);
    }

    [Fact]
    public async Task A_refused_message_leaves_its_trace_and_nothing_else()
    {
        await using var store = await TestStore.NewAsync();
        var message = TestStore.Message(store.NewId(), [TestStore.Ayumi, TestStore.AtBranch], Disposition.Reject);
        var refused = new RefusedRequest
        {
            Id = message.Id,
            Envelope = message.Envelope,
            Verdict = message.Verdict,
            Origin = message.Origin,
            Subject = message.Subject,
            ContentBytes = 4711,
        };
        for (var i = 0; i < 2; i++) await store.Calls.SendAsync(StoreCalls.RecordRefusal, refused);

        var trace = await store.TraceAsync(message.Id);
        Assert.Equal((4711L, "On the road", Disposition.Reject), (trace.ContentBytes, trace.Subject, trace.Verdict.Disposition));
        Assert.Equal([TestStore.Ayumi, TestStore.AtBranch], trace.Envelope.Recipients.Select(recipient => recipient.Address));
        var step = Assert.Single(trace.Events);
        Assert.Equal("refused", step.What);
        Assert.StartsWith("from 192.0.2.1:4711 (client.example); ", step.Detail, StringComparison.Ordinal);
        Assert.Empty(await store.QueueAsync());
        Assert.Empty(await store.QuarantineAsync());
        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));

        store.Clock.Advance(TimeSpan.FromDays(30));
        await store.Role.Upkeep.RunOnceAsync();
        await TestStore.RejectedAsync(() => store.TraceAsync(message.Id));
    }

    [Fact]
    public async Task The_oldest_in_the_queue_is_none_that_waits_for_inspection()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.AtBranch);
        store.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal((1L, null), ((await store.StatusAsync()).Held, (await store.StatusAsync()).OldestQueuedSeconds));
        await store.AcceptAsync(TestStore.AtBranch);
        store.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await store.StatusAsync()).OldestQueuedSeconds);
    }

    [Fact]
    public async Task Only_what_is_rejected_is_recorded_as_refused()
    {
        await using var store = await TestStore.NewAsync();
        var message = TestStore.Message(store.NewId(), [TestStore.Ayumi]);
        await TestStore.RejectedAsync(() => store.Calls.SendAsync(StoreCalls.RecordRefusal, new RefusedRequest
        {
            Id = message.Id,
            Envelope = message.Envelope,
            Verdict = message.Verdict,
            Origin = message.Origin,
            ContentBytes = 1,
        }).AsTask());
    }

    [Fact]
    public async Task A_trace_is_kept_for_thirty_days_after_the_message_is_gone()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        var kept = await store.AcceptAsync(TestStore.Ayumi);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Delivered);
        store.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(3, (await store.TraceAsync(id)).Events.Count);
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        await store.Role.Upkeep.RunOnceAsync();
        await TestStore.RejectedAsync(() => store.TraceAsync(id));
        store.Clock.Advance(TimeSpan.FromDays(400));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(["accepted", "delivered"], await store.StepsAsync(kept));
    }

    [Fact]
    public async Task A_delivery_tells_which_policy_of_TLS_applied()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        var result = job.Result(0, DeliveryOutcome.Delivered, "250 2.0.0 Taken", "mx.example") with { Tls = "DANE: Tls13 " + new string('x', RecipientResult.LongestTls) };
        await store.Calls.SendAsync(StoreCalls.Settle, new SettleRequest { Lease = job.Lease, Results = [result] });
        var detail = (await store.TraceAsync(id)).Events[^1].Detail;
        Assert.StartsWith("mx.example: 250 2.0.0 Taken [DANE: Tls13 xxx", detail, StringComparison.Ordinal);
        Assert.Equal("mx.example: 250 2.0.0 Taken []".Length + RecipientResult.LongestTls, detail!.Length);
    }

    [Fact]
    public async Task Steps_stay_in_order_although_the_clock_stands_still()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        for (var i = 0; i < 5; i++)
        {
            await store.Calls.SendAsync(StoreCalls.QueueChange, new ChangeRequest(QueueAction.Hold, id));
            await store.Calls.SendAsync(StoreCalls.QueueChange, new ChangeRequest(QueueAction.Release, id));
        }

        string[] turns = [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? "held" : "released")];
        string[] expected = ["accepted", "queued", .. turns];
        Assert.Equal(expected, await store.StepsAsync(id));
    }

    [Fact]
    public async Task An_endless_reply_of_a_server_is_cut_in_the_record()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        await store.Calls.SendAsync(StoreCalls.Settle, new SettleRequest
        {
            Lease = job.Lease,
            Results = [job.Result(0, DeliveryOutcome.Failed, new string('x', 100_000), null)],
        });
        Assert.Equal(1000, (await store.TraceAsync(id)).Events[^1].Detail.Length);
    }

    [Fact]
    public async Task The_status_counts_what_is_there()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync("a@branch.example", "b@branch.example");
        await store.AcceptAsync(Inspect.Verdicts.Disposition.Defer, TestStore.Content(), TestStore.Ken);
        await store.AcceptAsync(Inspect.Verdicts.Disposition.Quarantine, TestStore.Content(), TestStore.Ken);
        await store.AcceptAsync(TestStore.Ken, TestStore.Ayumi);
        store.Clock.Advance(TimeSpan.FromSeconds(90));
        var status = await store.StatusAsync();
        Assert.Equal((2L, 1L, 1L, 2L, 90d), (status.Queued, status.Held, status.Quarantined, status.MailboxMessages, status.OldestQueuedSeconds));
        Assert.True(status.FreeDiskBytes > 0);
    }
}
