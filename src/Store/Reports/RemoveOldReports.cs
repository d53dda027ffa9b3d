using Sekisho.Inspect.Reports;
using Sekisho.Store.Database;

namespace Sekisho.Store.Reports;

/// <summary>Forgets reports that are older than they are kept, and what could not be reported in a week.</summary>
internal sealed class RemoveOldReports(Writer writer, StoreOptions options)
{
    // From the beginning of the period, which is a day at most.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(8);

    /// <summary>In small steps, so that mail does not wait behind it.</summary>
    /// <returns>How many reports and periods were forgotten.</returns>
    public Task<int> RunAsync() => writer.CommitInStepsAsync(Apply);

    private int Apply(WriteTransaction transaction)
    {
        var db = transaction.Db;
        var kept = SqlValue.Moment(transaction.Now - TimeSpan.FromDays(options.ReportDays));
        var old = new List<long>();
        using (var rows = db.Query(ReportSql.OldReceived, kept))
            while (rows.Next()) old.Add(rows.Number(0));
        foreach (var report in old)
        {
            db.Run(ReportSql.RemoveReceivedRows, report);
            db.Run(ReportSql.RemoveReceived, report);
        }

        var unsent = new List<ReportPeriod>();
        using (var rows = db.Query(ReportSql.OldObserved, SqlValue.Moment(transaction.Now - LongestWait)))
            while (rows.Next()) unsent.Add(new ReportPeriod((ObservationKind)rows.Number(1), rows.Text(2), rows.Moment(0), rows.Moment(3), "", 0, 0, 0));
        foreach (var period in unsent)
        {
            FinishReport.NoteNotSent(transaction, period, "could not be sent for a week");
            FinishReport.Remove(db, period);
        }

        db.Run(ReportSql.RemoveTotals);
        return old.Count + unsent.Count + db.Run(ReportSql.RemoveOldSent, kept);
    }
}
