using Sekisho.Inspect.Reports;
using Sekisho.Store.Database;

namespace Sekisho.Store.Reports;

/// <summary>
/// Counts what was seen, in the transaction of the message it was seen in: what is acknowledged is counted, once. Periods begin at
/// multiples of their length since 1970, in UTC.
/// </summary>
internal sealed class RecordObservations(StoreOptions options)
{
    private readonly long _period = (long)TimeSpan.FromHours(options.ReportPeriodHours).TotalMilliseconds;

    /// <summary>Counts one; what does not keep to the limits is passed over, since mail must not wait for it.</summary>
    public void Run(WriteTransaction transaction, Observation? observation)
    {
        if (observation is null || !observation.IsWithinLimits()) return;
        var db = transaction.Db;
        var now = transaction.Now.ToUnixTimeMilliseconds();
        var begin = now - (now % _period);
        var kind = (long)observation.Kind;
        if (db.Run(ReportSql.CountAgain, begin, kind, observation.Domain, observation.Row, observation.Count) > 0)
        {
            db.Run(ReportSql.CountObserved, begin, kind, observation.Domain, observation.Policy, 0, observation.Count, 0);
            return;
        }

        var rows = db.Number(ReportSql.Observed, begin, kind, observation.Domain);
        var total = db.Number(ReportSql.Total, begin) ?? 0;
        // One domain must not take the room of all others; a domain that is not known yet takes a row as well.
        if (rows is null)
        {
            if (total >= options.MaxObservedRows) return;
            db.Run(ReportSql.AddObserved, begin, kind, observation.Domain, begin + _period, observation.Policy);
        }

        if (rows >= options.MaxObservedRowsPerDomain || total >= options.MaxObservedRows)
        {
            db.Run(ReportSql.CountObserved, begin, kind, observation.Domain, observation.Policy, 0, 0, observation.Count);
            return;
        }

        db.Run(ReportSql.AddRow, begin, kind, observation.Domain, observation.Row, observation.Count);
        db.Run(ReportSql.CountObserved, begin, kind, observation.Domain, observation.Policy, 1, observation.Count, 0);
        db.Run(ReportSql.CountTotal, begin);
    }
}
