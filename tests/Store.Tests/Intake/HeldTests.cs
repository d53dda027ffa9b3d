using System.Diagnostics;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Intake;
using Sekisho.Store.Opening;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Intake;

public sealed class HeldTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_message_that_could_not_be_inspected_is_held_and_leased_after_the_first_wait()
    {
        await using var store = await TestStore.NewAsync();
        var content = TestStore.Content(100_000);
        var id = await store.AcceptAsync(Disposition.Defer, content, TestStore.Ayumi);
        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
        var item = Assert.Single(await store.QueueAsync());
        Assert.Equal(("inspecting", "inspection", 1), (item.State, item.Route, item.Attempts));

        store.Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await store.LeaseHeldAsync());
        store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var held = Assert.Single(await store.LeaseHeldAsync());
        Assert.Equal((id, 1, "192.0.2.1:4711"), (held.Id, held.Attempts, held.Origin.Client));
        Assert.Equal(TestStore.Ayumi, Assert.Single(held.Envelope.Recipients).Address);
        Assert.Equal(content, await store.ReadAsync(held));
        Assert.Empty(await store.LeaseHeldAsync());
    }

    [Fact]
    public async Task Accepted_at_the_second_look_it_goes_its_way()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi, TestStore.AtBranch);
        await ReportAsync(store, await LeaseAsync(store), Disposition.Accept, "New subject");
        Assert.Equal("New subject", Assert.Single(await store.MailboxAsync(TestStore.Ayumi)).Subject);
        Assert.Equal(id, (await store.LeaseOneAsync()).MessageId);
        Assert.Equal(["accepted", "held", "inspected", "delivered", "queued"], await store.StepsAsync(id));
        Assert.Equal(Disposition.Accept, (await store.TraceAsync(id)).Verdict.Disposition);
    }

    [Theory]
    [InlineData(Disposition.Quarantine)]
    [InlineData(Disposition.Reject)]
    public async Task A_bad_one_goes_to_quarantine_not_back_to_a_forged_sender(Disposition disposition)
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        await ReportAsync(store, await LeaseAsync(store), disposition);
        var item = Assert.Single(await store.QuarantineAsync());
        Assert.Equal((id, disposition), (item.Id, item.Verdict.Disposition));
        Assert.Empty(await store.QueueAsync());
        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task After_eight_failed_inspections_a_person_looks_at_it()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        var waits = new List<double>();
        for (var attempt = 1; attempt < 8; attempt++)
        {
            var next = Assert.Single(await store.QueueAsync()).NextAttemptAt!.Value;
            waits.Add((next - store.Clock.GetUtcNow()).TotalSeconds);
            var held = await LeaseAsync(store);
            Assert.Equal(attempt, held.Attempts);
            await ReportAsync(store, held, Disposition.Defer);
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1800], waits);
        Assert.Empty(await store.QueueAsync());
        Assert.Equal(ReasonCode.InspectionTimeout, Assert.Single(Assert.Single(await store.QuarantineAsync()).Verdict.Reasons).Code);
    }

    [Fact]
    public async Task A_scanner_that_is_away_for_days_sends_nothing_to_quarantine()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        OpenedHeld held;
        for (var attempt = 1; attempt < 100; attempt++)
        {
            held = await LeaseAsync(store);
            Assert.Equal(attempt, held.Attempts);
            await ReportAsync(store, held, Disposition.Defer, code: attempt % 2 == 0 ? ReasonCode.ScannerUnavailable : ReasonCode.InspectionUnavailable);
        }

        Assert.Empty(await store.QuarantineAsync());
        Assert.Equal(TimeSpan.FromMinutes(30), Assert.Single(await store.QueueAsync()).NextAttemptAt - store.Clock.GetUtcNow());
        await ReportAsync(store, await LeaseAsync(store), Disposition.Accept);
        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task What_could_not_be_inspected_stays_in_quarantine_until_somebody_decides()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { MaxInspectionAttempts = 2 });
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        await ReportAsync(store, await LeaseAsync(store), Disposition.Defer, code: ReasonCode.InspectionCrashed);
        store.Clock.Advance(TimeSpan.FromDays(400));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Single(await store.QuarantineAsync());
    }

    [Theory]
    [InlineData(300)]
    [InlineData(200_000)]
    public async Task Tagged_at_the_second_look_the_header_stands_on_top_everywhere(int size)
    {
        const string Header = "X-Sekisho-Verdict: mx.example id=1;\r\n\ttag\r\n";
        await using var store = await TestStore.NewAsync();
        var content = TestStore.Content(size);
        var id = await store.AcceptAsync(Disposition.Defer, content, TestStore.Ayumi, TestStore.AtBranch);
        await ReportAsync(store, await LeaseAsync(store), Disposition.Tag, header: Header);
        byte[] expected = [.. System.Text.Encoding.ASCII.GetBytes(Header), .. content];
        Assert.Equal(expected, await store.ReadAsync(StoreCalls.MailboxContent, id));
        Assert.Equal(expected.Length, Assert.Single(await store.MailboxAsync(TestStore.Ayumi)).ContentBytes);

        await using var leased = await store.Calls.OpenAsync(StoreCalls.LeaseDue, new LeaseDueRequest { Caller = "deliver-1", Most = 1, InlineContentBytes = 64 * 1024 });
        var job = Assert.Single(leased.Value.Jobs);
        Assert.Equal((expected.LongLength, size == 300), (job.ContentBytes, job.InlineBytes > 0));
        var opened = store.Open(job);
        if (job.InlineBytes > 0)
        {
            await using var inline = await OpenContent.WithKeyAsync(id, opened.Keys.Content, job.InlinePrefixBytes, leased.Content, default);
            using var plain = new MemoryStream();
            await inline.CopyToAsync(plain);
            Assert.Equal(expected, plain.ToArray());
        }

        Assert.Equal(expected, await store.ReadAsync(opened));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(200_000)]
    public async Task Fields_that_claim_our_name_are_left_out_wherever_the_message_is_read(int size)
    {
        const string Header = "Authentication-Results: mx.example; spf=pass\r\n";
        await using var store = await TestStore.NewAsync();
        var content = TestStore.Content(size);
        var id = await store.AcceptAsync(Disposition.Defer, content, TestStore.Ayumi, TestStore.AtBranch);
        await ReportAsync(store, await LeaseAsync(store), Disposition.Accept, header: Header, leftOut: [new ContentRange(0, 10), new ContentRange(20, 5), new ContentRange(content.Length - 1, 1)]);
        byte[] expected = [.. System.Text.Encoding.ASCII.GetBytes(Header), .. content[10..20], .. content[25..^1]];
        Assert.Equal(expected, await store.ReadAsync(StoreCalls.MailboxContent, id));
        Assert.Equal(expected.Length, Assert.Single(await store.MailboxAsync(TestStore.Ayumi)).ContentBytes);
        var job = await store.LeaseOneAsync();
        Assert.Equal(expected.LongLength, job.ContentBytes);
        Assert.Equal(expected, await store.ReadAsync(job));
    }

    [Fact]
    public async Task A_header_is_taken_in_its_right_length_and_up_to_the_limit_but_not_for_what_is_held_again()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        var held = await LeaseAsync(store);
        await TestStore.RejectedAsync(() => ReportAsync(store, held, Disposition.Defer, header: "X-A: 1\r\n"));
        await TestStore.RejectedAsync(() => ReportAsync(store, held, Disposition.Tag, header: "X-A: 1\r\n", headerBytes: 9));
        await TestStore.RejectedAsync(() => ReportAsync(store, held, Disposition.Tag, header: new string('x', ReinspectedRequest.LongestPrefix + 1)));
        await ReportAsync(store, held, Disposition.Tag, header: new string('x', ReinspectedRequest.LongestPrefix));
    }

    [Fact]
    public async Task A_lease_reports_once_and_a_new_caller_ends_the_old_ones()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        var old = await LeaseAsync(store, "mx-1");
        var held = Assert.Single(await store.LeaseHeldAsync("mx-2"));
        await TestStore.RejectedAsync(() => ReportAsync(store, old, Disposition.Accept));
        await TestStore.RejectedAsync(() => store.ReadAsync(StoreCalls.ReadContent, old.Lease));
        await ReportAsync(store, held, Disposition.Accept);
        await TestStore.RejectedAsync(() => ReportAsync(store, held, Disposition.Accept));
        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task A_lease_for_another_message_reports_nothing()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        var other = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        var held = await LeaseAsync(store);
        await TestStore.RejectedAsync(() => ReportAsync(store, held with { Id = other }, Disposition.Accept));
        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task A_lease_outlives_a_restart_and_ends_by_its_time()
    {
        var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        var held = await LeaseAsync(store);
        await using var again = await store.RestartAsync();
        Assert.Empty(await again.LeaseHeldAsync());
        again.Clock.Advance(TimeSpan.FromMinutes(10));
        var second = Assert.Single(await again.LeaseHeldAsync());
        await TestStore.RejectedAsync(() => ReportAsync(again, held, Disposition.Accept));
        await ReportAsync(again, second, Disposition.Accept);
    }

    [Fact]
    public async Task A_waiting_call_is_woken_when_a_message_falls_due()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        var waiting = store.LeaseHeldAsync(wait: 60);
        var guard = Stopwatch.StartNew();
        while (!waiting.IsCompleted)
        {
            store.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            Assert.True(guard.Elapsed < Guard, "never woken");
        }

        Assert.Single(await waiting.WaitAsync(Guard));
    }

    [Fact]
    public async Task A_mailbox_that_vanished_meanwhile_is_told_to_the_sender_not_forgotten()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ayumi);
        await store.AddTenantAsync("house", ["moved.example"]);
        await ReportAsync(store, await LeaseAsync(store), Disposition.Accept);
        var job = await store.LeaseOneAsync();
        Assert.Equal((id, true, true), (job.MessageId, job.Expired, job.Lost));
    }

    [Theory]
    [InlineData(Disposition.Quarantine, Store.Quarantine.QuarantineAction.Delete, 0, 1)]
    [InlineData(Disposition.Reject, Store.Quarantine.QuarantineAction.Delete, 0, 1)]
    [InlineData(Disposition.Quarantine, Store.Quarantine.QuarantineAction.Release, 1, 0)]
    [InlineData(Disposition.Tag, Store.Quarantine.QuarantineAction.TeachBad, 0, 0)]
    public async Task A_message_that_was_held_first_teaches_what_is_decided_later_unless_it_was_then_delivered(Disposition disposition, Store.Quarantine.QuarantineAction action, int good, int bad)
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Defer, TestStore.Content(), TestStore.Ken);
        await ReportAsync(store, await LeaseAsync(store), disposition, words: [1, 2, 3]);
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new Store.Quarantine.QuarantineChangeRequest(action, id));
        var learned = await store.Calls.SendAsync(StoreCalls.Learned, new Store.Memory.LearnedRequest("house.example", false));
        Assert.Equal((good, bad, good + bad), (learned.Good, learned.Bad, learned.Senders));
    }

    private static async Task<OpenedHeld> LeaseAsync(TestStore store, string caller = "deliver-1")
    {
        store.Clock.Advance((await store.QueueAsync())[0].NextAttemptAt!.Value - store.Clock.GetUtcNow());
        return Assert.Single(await store.LeaseHeldAsync(caller));
    }

    /// <summary>Reports as the role deliver does: what changes is sealed under the message's keys.</summary>
    private static async Task ReportAsync(
        TestStore store, OpenedHeld held, Disposition disposition, string? subject = null, ReasonCode code = ReasonCode.InspectionTimeout, string? header = null, int? headerBytes = null, int[]? words = null, params ContentRange[] leftOut)
    {
        var change = header is null ? null : new ContentChange(System.Text.Encoding.ASCII.GetBytes(header), leftOut);
        var verdict = new Verdict { Disposition = disposition, Reasons = disposition is Disposition.Accept ? [] : [new Reason(code, "late again")] };
        await store.Calls.SendAsync(StoreCalls.Reinspected, new ReinspectedRequest
        {
            Id = held.Id,
            Lease = held.Lease,
            Disposition = disposition,
            MayBeItsFault = code is ReasonCode.InspectionTimeout or ReasonCode.InspectionCrashed && disposition is Disposition.Defer,
            Why = DescribeVerdict.InWords(verdict),
            Envelopes = [.. held.Sealed.Envelopes.Select((envelope, i) => new ReinspectedEnvelope(
                envelope.Tenant, (held.Envelopes[i] with { Verdict = verdict, Subject = subject ?? held.Envelopes[i].Subject }).Seal(held.Keys[i].Envelope.Span, held.Sealed.Id)))],
            Summary = new MailboxSummary(held.Envelope.ReversePath, subject),
            Prefix = change is null ? null : ContentPrefix.Seal(held.Keys[0].Content.Span, held.Id, change),
            PrefixBytes = headerBytes ?? change?.ToBytes().Length ?? 0,
            AddedBytes = change?.AddedBytes ?? 0,
            Words = words is null ? null : Inspect.Memory.WordNumbers.Write(words),
            Sender = "a@sender.example",
        });
    }
}
