using System.Buffers;
using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Intake;
using Sekisho.Store.Reports;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Reports;

/// <summary>What tests about reports do with a store.</summary>
internal static class ReportSupport
{
    public static Observation Seen(string row = "{\"ip\":\"192.0.2.1\"}", string domain = "example.com", string policy = "v=DMARC1; p=none; rua=mailto:r@example.com") => new(ObservationKind.Dmarc, domain, policy, row);

    public static AcceptRequest With(TestStore store, Observation? observation, IReadOnlyList<ReceivedReport>? reports = null, Disposition disposition = Disposition.Accept)
    {
        var message = TestStore.Message(store.NewId(), [TestStore.Ayumi]);
        return message with { Verdict = message.Verdict with { Disposition = disposition, Observation = observation, Reports = reports } };
    }

    public static async Task<string> AcceptAsync(TestStore store, Observation? observation, IReadOnlyList<ReceivedReport>? reports = null, Disposition disposition = Disposition.Accept)
    {
        var request = With(store, observation, reports, disposition);
        await store.AcceptAsync(request, TestStore.Content());
        return request.Id;
    }

    public static Task<ReportListReply> ListAsync(TestStore store) => store.Calls.SendAsync(ReportCalls.List, new ReportListRequest(null, 30)).AsTask();

    public static async Task<IReadOnlyList<ReportPeriod>> DueAsync(TestStore store) => (await store.Calls.SendAsync(ReportCalls.Due, new DueReportsRequest(null, 100))).Periods;

    public static async Task<IReadOnlyList<CountedRow>> RowsAsync(TestStore store, ReportPeriod period) => (await store.Calls.SendAsync(ReportCalls.Rows, new ReportRowsRequest(period, ""))).Rows;

    public static async Task<SendReportOutcome> SendAsync(TestStore store, ReportPeriod period, string recipient = "r@example.com", int part = 1, string from = "noreply@house.example") =>
        (await store.Calls.SendAsync(
            ReportCalls.Send, new SendReportRequest { Id = store.NewId(), Period = period, From = from, Recipient = recipient, Part = part },
            new ReadOnlySequence<byte>(TestStore.Content()))).Outcome;
}
