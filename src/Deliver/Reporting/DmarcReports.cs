using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Reporting;

/// <summary>Aggregate reports (RFC 9990).</summary>
internal sealed class DmarcReports(Reporter reporter, FindDestinations find) : IReportKind
{
    public ObservationKind Kind => ObservationKind.Dmarc;

    public ValueTask<ReportDestinations> FindDestinationsAsync(string domain, CancellationToken cancellation) => find.OfDmarcAsync(domain, cancellation);

    public IReadOnlyList<ReportPart> Write(ReportPeriod period, IReadOnlyList<CountedRow> rows, ReportAddress to, DateTimeOffset now)
    {
        var report = AssembleReport.Aggregate(reporter, period.Domain, period.Policy, period.Begin, period.End, rows.Select(row => (row.Row, row.Count)));
        if (report.Records.Count == 0) return [];
        if (period.LeftOut > 0) report = report with { Errors = [FormattableString.Invariant($"{period.LeftOut} further messages are not in the rows.")] };
        return ReportSplitting.Split(report, reporter.Domain, reporter.From, to, now).Parts;
    }

    // RFC 9990 §3.5: they go by mail.
    public byte[]? WritePacked(ReportPeriod period, IReadOnlyList<CountedRow> rows) => null;
}
