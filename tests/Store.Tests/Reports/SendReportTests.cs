using Sekisho.Store.Reports;
using Sekisho.Store.Tests.Support;
using static Sekisho.Store.Tests.Reports.ReportSupport;

namespace Sekisho.Store.Tests.Reports;

public sealed class SendReportTests
{
    [Fact]
    public async Task A_report_is_queued_like_mail_of_ours_and_noted()
    {
        await using var store = await TestStore.NewAsync();
        var period = await PeriodAsync(store);
        Assert.Equal(SendReportOutcome.Queued, await SendAsync(store, period));
        var item = Assert.Single(await store.QueueAsync());
        Assert.Equal(("noreply@house.example", "r@example.com"), (item.Sender, item.Recipient));
        var sent = Assert.Single((await ListAsync(store)).Sent);
        Assert.Equal((item.Id, "queued", 1), (sent.MessageId, sent.Outcome, sent.Part));
        Assert.Equal(["accepted", "queued"], await store.StepsAsync(item.Id));
    }

    [Fact]
    public async Task One_address_gets_one_part_once_even_after_a_crash()
    {
        var store = await TestStore.NewAsync();
        var period = await PeriodAsync(store);
        Assert.Equal(SendReportOutcome.Queued, await SendAsync(store, period));
        // The process that sends has died before it ended the period: all is made again.
        await using var again = await store.RestartAsync();
        Assert.Equal(period, Assert.Single(await DueAsync(again)));
        Assert.Equal(SendReportOutcome.SentBefore, await SendAsync(again, period));
        Assert.Equal(SendReportOutcome.Queued, await SendAsync(again, period, part: 2));
        Assert.Equal(SendReportOutcome.Queued, await SendAsync(again, period, "other@example.com"));
        await again.Calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, null));
        Assert.Empty(await DueAsync(again));
        Assert.Empty(await RowsAsync(again, period));
        Assert.Equal(3, (await again.QueueAsync()).Count);
        Assert.Equal(SendReportOutcome.SentBefore, await SendAsync(again, period));
    }

    [Fact]
    public async Task Two_at_once_are_one()
    {
        await using var store = await TestStore.NewAsync();
        var period = await PeriodAsync(store);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(store, period)));
        Assert.Equal(1, outcomes.Count(outcome => outcome == SendReportOutcome.Queued));
        Assert.Single(await store.QueueAsync());
    }

    [Fact]
    public async Task A_sender_that_is_nobody_of_ours_sends_nothing()
    {
        await using var store = await TestStore.NewAsync();
        var period = await PeriodAsync(store);
        Assert.Equal(SendReportOutcome.ForeignSender, await SendAsync(store, period, from: "x@elsewhere.example"));
        Assert.Empty(await store.QueueAsync());
        Assert.Empty((await ListAsync(store)).Sent);
        Assert.Equal(SendReportOutcome.NoMailbox, await SendAsync(store, period, "nobody@house.example"));
    }

    [Fact]
    public async Task A_domain_of_ours_gets_its_report_into_its_mailbox()
    {
        await using var store = await TestStore.NewAsync();
        Assert.Equal(SendReportOutcome.Queued, await SendAsync(store, await PeriodAsync(store), TestStore.Ken));
        Assert.Single(await store.MailboxAsync(TestStore.Ken));
    }

    [Fact]
    public async Task Why_nothing_was_sent_is_kept()
    {
        await using var store = await TestStore.NewAsync();
        var period = await PeriodAsync(store);
        await store.Calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, "nobody wants it"));
        await store.Calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, "nobody wants it"));
        Assert.Equal(("nobody wants it", null), (Assert.Single((await ListAsync(store)).Sent).Outcome, (await ListAsync(store)).Sent[0].MessageId));
        Assert.Empty((await ListAsync(store)).Waiting);
    }

    [Fact]
    public async Task Where_it_was_posted_is_kept_once()
    {
        await using var store = await TestStore.NewAsync();
        var period = await PeriodAsync(store);
        var longest = "https://r.example/".PadRight(PostedReport.MostChars, 'x');
        var places = new[] { new PostedReport("https://r.example/tls", "posted"), new PostedReport(longest, "r.example answers 404") };
        await store.Calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, null, places));
        await store.Calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, null, places));
        var sent = (await ListAsync(store)).Sent.OrderBy(each => each.Recipient.Length).ToList();
        Assert.Equal([("https://r.example/tls", 1, "posted"), (longest, 1, "r.example answers 404")], sent.Select(each => (each.Recipient, each.Part, each.Outcome)));
        Assert.Empty(await DueAsync(store));
        await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, null, [new PostedReport(longest + "x", "posted")])));
        await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, null, [.. Enumerable.Repeat(places[0], PostedReport.MostPlaces + 1)])));
    }

    [Theory]
    [InlineData(0, "r@example.com")]
    [InlineData(1, "")]
    public async Task A_part_has_a_number_and_a_recipient(int part, string recipient)
    {
        await using var store = await TestStore.NewAsync();
        var period = await PeriodAsync(store);
        await TestStore.RejectedAsync(() => SendAsync(store, period, recipient, part));
    }

    private static async Task<ReportPeriod> PeriodAsync(TestStore store)
    {
        await store.AcceptAsync(With(store, Seen()), TestStore.Content());
        store.Clock.Advance(TimeSpan.FromDays(1));
        return Assert.Single(await DueAsync(store));
    }
}
