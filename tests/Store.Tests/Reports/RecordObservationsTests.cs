using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Intake;
using Sekisho.Store.Reports;
using Sekisho.Store.Tests.Support;
using static Sekisho.Store.Tests.Reports.ReportSupport;

namespace Sekisho.Store.Tests.Reports;

public sealed class RecordObservationsTests
{
    [Fact]
    public async Task What_is_alike_is_one_row_with_a_count()
    {
        await using var store = await TestStore.NewAsync();
        await AcceptAsync(store, Seen());
        await AcceptAsync(store, Seen(policy: "v=DMARC1; p=reject; rua=mailto:r@example.com"));
        await AcceptAsync(store, Seen("{\"ip\":\"192.0.2.2\"}"));
        await AcceptAsync(store, null);
        store.Clock.Advance(TimeSpan.FromDays(1));
        var period = Assert.Single(await DueAsync(store));
        Assert.Equal(("example.com", 2, 3, 0, "v=DMARC1; p=none; rua=mailto:r@example.com"), (period.Domain, period.Rows, period.Count, period.LeftOut, period.Policy));
        Assert.Equal([new CountedRow("{\"ip\":\"192.0.2.1\"}", 2), new CountedRow("{\"ip\":\"192.0.2.2\"}", 1)], await RowsAsync(store, period));
    }

    [Fact]
    public async Task A_period_is_a_day_in_UTC_and_due_when_it_is_over()
    {
        await using var store = await TestStore.NewAsync();
        store.Clock.Advance(TimeSpan.FromHours(23));
        await AcceptAsync(store, Seen());
        Assert.Empty(await DueAsync(store));
        store.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await DueAsync(store));
        store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await AcceptAsync(store, Seen());
        var period = Assert.Single(await DueAsync(store));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromDays(1), 1), (period.Begin.TimeOfDay, period.End - period.Begin, period.Count));
    }

    [Fact]
    public async Task The_same_message_twice_is_counted_once()
    {
        await using var store = await TestStore.NewAsync();
        var request = With(store, Seen());
        await store.AcceptAsync(request, TestStore.Content());
        await store.AcceptAsync(request, TestStore.Content());
        Assert.Equal(1, Assert.Single((await ListAsync(store)).Waiting).Count);
    }

    [Fact]
    public async Task A_refused_message_is_counted_and_a_held_one_only_when_it_was_inspected()
    {
        await using var store = await TestStore.NewAsync();
        var refused = With(store, Seen());
        await store.Calls.SendAsync(StoreCalls.RecordRefusal, new RefusedRequest
        {
            Id = refused.Id,
            Envelope = refused.Envelope,
            Origin = refused.Origin,
            ContentBytes = 1,
            Verdict = refused.Verdict with { Disposition = Disposition.Reject },
        });
        Assert.Equal(1, Assert.Single((await ListAsync(store)).Waiting).Count);

        await AcceptAsync(store, Seen(), disposition: Disposition.Defer);
        Assert.Equal(1, Assert.Single((await ListAsync(store)).Waiting).Count);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        var held = Assert.Single(await store.LeaseHeldAsync());
        await store.Calls.SendAsync(StoreCalls.Reinspected, new ReinspectedRequest { Id = held.Id, Lease = held.Lease, Disposition = Disposition.Accept, Why = "accept", Observation = Seen() });
        Assert.Equal(2, Assert.Single((await ListAsync(store)).Waiting).Count);
    }

    [Fact]
    public async Task Beyond_the_rows_of_a_domain_messages_are_only_counted()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { MaxObservedRowsPerDomain = 2, MaxObservedRows = 100 });
        for (var i = 1; i <= 2; i++) await AcceptAsync(store, Seen($"row {i}"));
        var at = Assert.Single((await ListAsync(store)).Waiting);
        Assert.Equal((2, 2, 0), (at.Rows, at.Count, at.LeftOut));
        await AcceptAsync(store, Seen("row 3"));
        await AcceptAsync(store, Seen("row 1"));
        var past = Assert.Single((await ListAsync(store)).Waiting);
        Assert.Equal((2, 3, 1), (past.Rows, past.Count, past.LeftOut));
    }

    [Fact]
    public async Task Beyond_the_rows_of_a_period_no_domain_is_added()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { MaxObservedRowsPerDomain = 2, MaxObservedRows = 2 });
        await AcceptAsync(store, Seen(domain: "a.example"));
        await AcceptAsync(store, Seen(domain: "b.example"));
        await AcceptAsync(store, Seen(domain: "c.example"));
        Assert.Equal(["a.example", "b.example"], (await ListAsync(store)).Waiting.Select(period => period.Domain));
        store.Clock.Advance(TimeSpan.FromDays(1));
        await AcceptAsync(store, Seen(domain: "c.example"));
        Assert.Equal(3, (await ListAsync(store)).Waiting.Count);
    }

    [Theory]
    [InlineData(Observation.MostRowChars, 1)]
    [InlineData(Observation.MostRowChars + 1, 0)]
    public async Task A_row_beyond_its_limit_is_passed_over_and_the_mail_taken(int chars, int kept)
    {
        await using var store = await TestStore.NewAsync();
        await AcceptAsync(store, Seen(new string('x', chars)));
        Assert.Equal(kept, (await ListAsync(store)).Waiting.Count);
        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task Sessions_are_counted_by_a_call_of_their_own()
    {
        await using var store = await TestStore.NewAsync();
        var session = new Observation(ObservationKind.Tls, "example.com", "", "{}", 7);
        await store.Calls.SendAsync(ReportCalls.Observe, new ObserveRequest([session, session]));
        var period = Assert.Single((await ListAsync(store)).Waiting);
        Assert.Equal((ObservationKind.Tls, 1, 14), (period.Kind, period.Rows, period.Count));
        await TestStore.RejectedAsync(
            () => store.Calls.SendAsync(ReportCalls.Observe, new ObserveRequest([.. Enumerable.Repeat(session, ObserveRequest.Most + 1)])).AsTask(), CallFailure.TooLarge);
    }

    [Fact]
    public async Task What_could_not_be_reported_for_a_week_is_forgotten_and_noted()
    {
        await using var store = await TestStore.NewAsync();
        await AcceptAsync(store, Seen());
        store.Clock.Advance(TimeSpan.FromDays(8) - TimeSpan.FromMilliseconds(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Single((await ListAsync(store)).Waiting);
        store.Clock.Advance(TimeSpan.FromMinutes(10));
        for (var i = 0; i < 10; i++) await store.Role.Upkeep.RunOnceAsync();
        var list = await ListAsync(store);
        Assert.Empty(list.Waiting);
        Assert.Equal(("example.com", "", "could not be sent for a week"), (list.Sent[0].Domain, list.Sent[0].Recipient, list.Sent[0].Outcome));
    }
}
