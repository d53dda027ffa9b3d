using Sekisho.Inspect.Reports;
using Sekisho.Store.Database;

namespace Sekisho.Store.Reports;

/// <summary>What the operator sees of reports.</summary>
internal sealed class ReadReports(ReaderPool readers, TimeProvider clock)
{
    private const int MostDays = 3660;

    public ValueTask<ReportListReply> ListAsync(ReportListRequest request, CancellationToken cancellation) =>
        readers.ReadAsync(connection => List(connection, request), cancellation);

    public ValueTask<ReportShowReply> ShowAsync(ReportShowRequest request, CancellationToken cancellation) =>
        readers.ReadAsync(connection => new ReportShowReply(Reports(connection, request), Sources(connection, request)), cancellation);

    private ReportListReply List(Connection connection, ReportListRequest request)
    {
        var received = new List<ReceivedDomain>();
        using (var rows = connection.Query(ReportSql.ReceivedDomains, request.Domain, Since(request.Days), ReportListReply.Most))
        {
            while (rows.Next())
            {
                received.Add(new ReceivedDomain(
                    rows.Text(0), rows.Text(1), rows.Number(2), rows.Number(3), rows.Number(4), MomentOrNull(rows, 5), MomentOrNull(rows, 6), rows.Number(7), rows.Number(8)));
            }
        }

        var sent = new List<SentReport>();
        using (var rows = connection.Query(ReportSql.SentOf, request.Domain, ReportListReply.Most))
        {
            while (rows.Next())
            {
                sent.Add(new SentReport(
                    (ObservationKind)rows.Number(0), rows.Text(1), rows.Moment(2), rows.Moment(3), rows.Text(4), (int)rows.Number(5), rows.Moment(6), rows.TextOrNull(7), rows.Text(8)));
            }
        }

        return new ReportListReply(received, ReadObserved.Periods(connection, ReportSql.ObservedOf, request.Domain, ReportListReply.Most), sent);
    }

    private List<KeptReport> Reports(Connection connection, ReportShowRequest request)
    {
        var reports = new List<KeptReport>();
        using var rows = connection.Query(ReportSql.ReceivedReports, request.Domain, Since(request.Days), ReportShowReply.Most);
        while (rows.Next())
        {
            reports.Add(new KeptReport(
                rows.Text(0), rows.Text(1), rows.Text(2), rows.Truth(3), rows.Text(4), MomentOrNull(rows, 5), MomentOrNull(rows, 6), rows.Moment(7), rows.Text(8), rows.Text(9), rows.Text(10),
                rows.Number(11), rows.Number(12), rows.Number(13), rows.Number(14)));
        }

        return reports;
    }

    private List<ReportedSource> Sources(Connection connection, ReportShowRequest request)
    {
        var sources = new List<ReportedSource>();
        using var rows = connection.Query(ReportSql.ReceivedSources, request.Domain, Since(request.Days), ReportShowReply.Most, request.WithUnproven);
        while (rows.Next())
        {
            sources.Add(new ReportedSource(
                rows.Text(0), rows.Text(1), rows.Number(2), rows.Number(3), rows.Number(4), rows.Number(5), Cut(rows.Text(6)), Cut(rows.Text(7)), rows.Text(8), rows.Number(9)));
        }

        return sources;
    }

    private SqlValue Since(int days) => SqlValue.Moment(clock.GetUtcNow() - TimeSpan.FromDays(Math.Clamp(days, 1, MostDays)));

    private static DateTimeOffset? MomentOrNull(Rows rows, int column) => rows.IsNull(column) ? null : rows.Moment(column);

    private static string Cut(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
