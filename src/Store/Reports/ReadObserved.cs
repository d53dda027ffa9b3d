using Sekisho.Inspect.Reports;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;

namespace Sekisho.Store.Reports;

/// <summary>What waits to be reported.</summary>
internal sealed class ReadObserved(ReaderPool readers, Writer writer, RecordObservations record, TimeProvider clock)
{
    private const int RowsOfPage = 1000;

    public async ValueTask<Nothing> ObserveAsync(ObserveRequest request)
    {
        if (request.Observations.Count > ObserveRequest.Most) throw new CallException(CallFailure.TooLarge, $"One call brings at most {ObserveRequest.Most} observations.");
        await writer.CommitAsync(transaction =>
        {
            foreach (var observation in request.Observations) record.Run(transaction, observation);
            return true;
        }).ConfigureAwait(false);
        return Nothing.Value;
    }

    public ValueTask<DueReportsReply> DueAsync(DueReportsRequest request, CancellationToken cancellation)
    {
        var now = SqlValue.Moment(clock.GetUtcNow());
        var (begin, kind, domain) = request.After is { } after ? (after.Begin.ToUnixTimeMilliseconds(), (long)after.Kind, after.Domain) : (0, 0, "");
        return readers.ReadAsync(connection => new DueReportsReply(Periods(connection, ReportSql.Due, now, begin, kind, domain, Page.Bound(request.Most))), cancellation);
    }

    public ValueTask<ReportRowsReply> RowsAsync(ReportRowsRequest request, CancellationToken cancellation) =>
        readers.ReadAsync(
            connection =>
            {
                var rows = new List<CountedRow>();
                using var found = connection.Query(ReportSql.Rows, SqlValue.Moment(request.Period.Begin), (long)request.Period.Kind, request.Period.Domain, request.After, RowsOfPage);
                while (found.Next()) rows.Add(new CountedRow(found.Text(0), found.Number(1)));
                return new ReportRowsReply(rows);
            },
            cancellation);

    /// <summary>Reads periods out of a query with their columns.</summary>
    public static List<ReportPeriod> Periods(Connection connection, string sql, params ReadOnlySpan<SqlValue> values)
    {
        var periods = new List<ReportPeriod>();
        using var rows = connection.Query(sql, values);
        while (rows.Next())
            periods.Add(new ReportPeriod((ObservationKind)rows.Number(0), rows.Text(1), rows.Moment(2), rows.Moment(3), rows.Text(4), rows.Number(5), rows.Number(6), rows.Number(7)));
        return periods;
    }
}
