using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Reports;

/// <summary>Ends a period that was reported, or of which nobody wants to hear.</summary>
internal sealed class FinishReport(Writer writer)
{
    private const int MostWords = 300;

    public async ValueTask<Nothing> HandleAsync(FinishReportRequest request)
    {
        if (request.Posted is { } places && (places.Count > PostedReport.MostPlaces || places.Any(place => place.To is not { Length: > 0 and <= PostedReport.MostChars } || place.Outcome is null)))
            throw FindMessage.Rejected("A report is posted to a few places with an address each.");
        await writer.CommitAsync(transaction =>
        {
            foreach (var posted in request.Posted ?? []) Note(transaction, request.Period, posted.To, 1, posted.Outcome);
            if (request.NotSent is { } why) NoteNotSent(transaction, request.Period, why);
            Remove(transaction.Db, request.Period);
            return true;
        }).ConfigureAwait(false);
        return Nothing.Value;
    }

    /// <summary>Notes in the list of what was sent that nothing was.</summary>
    public static void NoteNotSent(WriteTransaction transaction, ReportPeriod period, string why) => Note(transaction, period, "", 0, why);

    private static void Note(WriteTransaction transaction, ReportPeriod period, string recipient, int part, string words)
    {
        var begin = SqlValue.Moment(period.Begin);
        if (transaction.Db.Number(ReportSql.FindSent, begin, (long)period.Kind, period.Domain, recipient, part) is not null) return;
        transaction.Db.Run(
            ReportSql.AddSent, begin, (long)period.Kind, period.Domain, recipient, part, SqlValue.Moment(period.End), SqlValue.Moment(transaction.Now), SqlValue.Null,
            words.Length > MostWords ? words[..MostWords] : words);
    }

    /// <summary>Removes a period's rows.</summary>
    public static void Remove(Connection db, ReportPeriod period)
    {
        var begin = SqlValue.Moment(period.Begin);
        db.Run(ReportSql.RemoveRows, begin, (long)period.Kind, period.Domain);
        db.Run(ReportSql.RemoveObserved, begin, (long)period.Kind, period.Domain);
    }
}
