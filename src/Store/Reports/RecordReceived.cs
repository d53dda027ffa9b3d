using Sekisho.Inspect.Reports;
using Sekisho.Store.Database;

namespace Sekisho.Store.Reports;

/// <summary>
/// Keeps reports that came in, in the transaction of the message that brought them. One of the same submitter and identifier again is
/// passed over, and one that nobody proves cannot take the place of one that is proven: both stand beside each other.
/// </summary>
internal sealed class RecordReceived(StoreOptions options)
{
    private const int MostPolicyChars = 300;
    private const int MostTextChars = 600;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public void Run(WriteTransaction transaction, string message, IReadOnlyList<ReceivedReport>? reports)
    {
        foreach (var report in (reports ?? []).Take(ReceivedReport.MostReports)) Add(transaction, message, report);
    }

    private void Add(WriteTransaction transaction, string message, ReceivedReport report)
    {
        if (report is not { Kind: "dmarc" or "failure" or "tls", Domain.Length: > 0 and <= Observation.MostDomainChars, ReportId.Length: > 0 and <= MostTextChars } || report.Submitter.Length > MostTextChars) return;
        var db = transaction.Db;
        if (db.Number(ReportSql.FindReceived, report.Domain, report.Kind, report.Submitter, report.IsAuthenticated, report.ReportId) is not null) return;
        // Anybody can write to the address for reports: what of one day is kept is bounded.
        using (var today = db.Query(ReportSql.ReceivedToday, SqlValue.Moment(transaction.Now - Day)))
        {
            if (today.Next() && (today.Number(0) >= options.MaxReceivedReportsPerDay || today.Number(1) >= options.MaxReceivedRowsPerDay)) return;
        }

        var rows = report.Rows.Take(ReceivedReport.MostRows).Where(row => row.Count > 0).ToList();
        db.Run(
            ReportSql.AddReceived, report.Kind, report.Domain, report.Submitter, report.ReportId, report.IsAuthenticated, Cut(report.Organization),
            Moment(report.Begin), Moment(report.End), SqlValue.Moment(transaction.Now), message, Cut(report.Policy, MostPolicyChars), Cut(string.Join(" ", report.Problems)),
            rows.Count, report.RowsLeftOut, rows.Sum(row => row.Count), rows.Where(row => row.Passes).Sum(row => row.Count));
        var number = db.LastNumber;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            db.Run(
                ReportSql.AddReceivedRow, number, i, Cut(row.Source), row.Count, row.Passes, Truth(row.DkimAligned), Truth(row.SpfAligned), Cut(row.Disposition), Cut(row.HeaderFrom), Cut(row.Details));
        }
    }

    private static SqlValue Moment(DateTimeOffset? moment) => moment is { } known ? SqlValue.Moment(known) : SqlValue.Null;

    private static SqlValue Truth(bool? truth) => truth is { } known ? known : SqlValue.Null;

    private static string Cut(string text, int most = MostTextChars) => text.Length > most ? text[..most] : text;
}
