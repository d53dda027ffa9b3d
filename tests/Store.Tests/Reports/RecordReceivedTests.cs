using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Reports;
using Sekisho.Store.Tests.Support;
using static Sekisho.Store.Tests.Reports.ReportSupport;

namespace Sekisho.Store.Tests.Reports;

public sealed class RecordReceivedTests
{
    [Fact]
    public async Task Reports_are_summed_up_by_source()
    {
        await using var store = await TestStore.NewAsync();
        var id = await AcceptAsync(store, null, [Report("1", Row("192.0.2.1", 5), Row("192.0.2.2", 3, passes: false))]);
        await AcceptAsync(store, null, [Report("2", Row("192.0.2.1", 7))]);
        var domain = Assert.Single((await ListAsync(store)).Received);
        Assert.Equal(("house.example", 2, 15, 12), (domain.Domain, domain.Reports, domain.Count, domain.Passed));
        var show = await ShowAsync(store);
        Assert.Equal([("192.0.2.1", 12L, 12L), ("192.0.2.2", 3L, 0L)], show.Sources.Select(source => (source.Source, source.Count, source.Passed)));
        Assert.Equal((2, id), (show.Reports.Count, show.Reports[^1].MessageId));
    }

    [Fact]
    public async Task The_same_report_twice_counts_once()
    {
        await using var store = await TestStore.NewAsync();
        await AcceptAsync(store, null, [Report("1", Row("192.0.2.1", 5))]);
        await AcceptAsync(store, null, [Report("1", Row("192.0.2.1", 50))]);
        Assert.Equal(5, Assert.Single((await ListAsync(store)).Received).Count);
    }

    [Fact]
    public async Task A_forged_report_does_not_take_the_place_of_a_true_one_and_counts_only_when_asked_for()
    {
        await using var store = await TestStore.NewAsync();
        await AcceptAsync(store, null, [Report("1", Row("203.0.113.9", 1_000)) with { IsAuthenticated = false }]);
        await AcceptAsync(store, null, [Report("1", Row("192.0.2.1", 5))]);
        Assert.Equal("192.0.2.1", Assert.Single((await ShowAsync(store)).Sources).Source);
        Assert.Equal(2, (await ShowAsync(store, withUnproven: true)).Sources.Count);
        Assert.Equal(1, Assert.Single((await ListAsync(store)).Received).Unproven);
    }

    [Fact]
    public async Task Of_one_day_only_so_many_are_kept()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { MaxReceivedReportsPerDay = 2 });
        foreach (var id in new[] { "1", "2", "3" }) await AcceptAsync(store, null, [Report(id, Row("192.0.2.1", 1))]);
        Assert.Equal(2, Assert.Single((await ListAsync(store)).Received).Reports);
        store.Clock.Advance(TimeSpan.FromDays(1));
        await AcceptAsync(store, null, [Report("4", Row("192.0.2.1", 1))]);
        Assert.Equal(3, Assert.Single((await ListAsync(store)).Received).Reports);
    }

    [Fact]
    public async Task Of_one_day_only_so_many_rows_are_kept()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { MaxReceivedRowsPerDay = 2 });
        await AcceptAsync(store, null, [Report("1", Row("192.0.2.1", 1), Row("192.0.2.2", 1))]);
        await AcceptAsync(store, null, [Report("2", Row("192.0.2.1", 1))]);
        Assert.Equal(1, Assert.Single((await ListAsync(store)).Received).Reports);
    }

    [Theory]
    [InlineData(Disposition.Quarantine, 1)]
    [InlineData(Disposition.Defer, 0)]
    public async Task What_waits_for_inspection_is_not_read_yet(Disposition disposition, int kept)
    {
        await using var store = await TestStore.NewAsync();
        await AcceptAsync(store, null, [Report("1", Row("192.0.2.1", 1))], disposition);
        Assert.Equal(kept, (await ListAsync(store)).Received.Count);
    }

    [Fact]
    public async Task Old_reports_are_forgotten()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { ReportDays = 20 });
        await AcceptAsync(store, null, [Report("1", Row("192.0.2.1", 1))]);
        store.Clock.Advance(TimeSpan.FromDays(20) - TimeSpan.FromMinutes(20));
        await RunUpkeepAsync(store);
        Assert.Single((await ListAsync(store)).Received);
        store.Clock.Advance(TimeSpan.FromMinutes(20));
        await RunUpkeepAsync(store);
        Assert.Empty((await ListAsync(store)).Received);
        Assert.Empty((await ShowAsync(store)).Sources);
    }

    [Fact]
    public async Task Nothing_of_a_report_is_kept_in_the_envelope()
    {
        await using var store = await TestStore.NewAsync();
        var id = await AcceptAsync(store, Seen(), [Report("1", Row("192.0.2.1", 1))]);
        var verdict = (await store.TraceAsync(id)).Verdict;
        Assert.Null(verdict.Reports);
        Assert.Null(verdict.Observation);
    }

    private static async Task RunUpkeepAsync(TestStore store)
    {
        for (var i = 0; i < 10; i++) await store.Role.Upkeep.RunOnceAsync();
    }

    private static Task<ReportShowReply> ShowAsync(TestStore store, bool withUnproven = false) =>
        store.Calls.SendAsync(ReportCalls.Show, new ReportShowRequest("house.example", 30, withUnproven)).AsTask();

    private static ReceivedReport Report(string id, params ReceivedRow[] rows) =>
        new() { Kind = "dmarc", Domain = "house.example", Organization = "Receiver", Submitter = "receiver.example", IsAuthenticated = true, ReportId = id, Policy = "p=none", Rows = rows };

    private static ReceivedRow Row(string source, long count, bool passes = true) =>
        new() { Source = source, Count = count, Passes = passes, DkimAligned = passes, SpfAligned = false, Disposition = "none", HeaderFrom = "house.example" };
}
