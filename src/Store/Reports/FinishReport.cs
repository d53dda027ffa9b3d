using Sekisho.Roles.Calls;
using Sekisho.Store.Database;

namespace Sekisho.Store.Reports;

/// <summary>Ends a period that was reported, or of which nobody wants to hear.</summary>
internal sealed class FinishReport(Writer writer)
{
    private const int MostWords = 300;

    public async ValueTask<Nothing> HandleAsync(FinishReportRequest request)
    {
        await writer.CommitAsync(transaction =>
        {
            if (request.NotSent is { } why) NoteNotSent(transaction, request.Period, why);
            Remove(transaction.Db, request.Period);
            return true;
        }).ConfigureAwait(false);
        return Nothing.Value;
    }

    /// <summary>Notes in the list of what was sent that nothing was.</summary>
    public static void NoteNotSent(WriteTransaction transaction, ReportPeriod period, string why)
    {
        var begin = SqlValue.Moment(period.Begin);
        if (transaction.Db.Number(ReportSql.FindSent, begin, (long)period.Kind, period.Domain, "", 0) is not null) return;
        transaction.Db.Run(
            ReportSql.AddSent, begin, (long)period.Kind, period.Domain, "", 0, SqlValue.Moment(period.End), SqlValue.Moment(transaction.Now), SqlValue.Null,
            why.Length > MostWords ? why[..MostWords] : why);
    }

    /// <summary>Removes a period's rows.</summary>
    public static void Remove(Connection db, ReportPeriod period)
    {
        var begin = SqlValue.Moment(period.Begin);
        db.Run(ReportSql.RemoveRows, begin, (long)period.Kind, period.Domain);
        db.Run(ReportSql.RemoveObserved, begin, (long)period.Kind, period.Domain);
    }
}
