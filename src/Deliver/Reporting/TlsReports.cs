using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Reporting;

/// <summary>Reports on TLS (RFC 8460). They are small: one message, or none where even that is too large.</summary>
internal sealed class TlsReports(Reporter reporter, FindDestinations find) : IReportKind
{
    public ObservationKind Kind => ObservationKind.Tls;

    public ValueTask<ReportDestinations> FindDestinationsAsync(string domain, CancellationToken cancellation) => find.OfTlsAsync(domain, cancellation);

    public IReadOnlyList<ReportPart> Write(ReportPeriod period, IReadOnlyList<CountedRow> rows, ReportAddress to, DateTimeOffset now)
    {
        var names = new ReportNames(reporter.Domain, period.Domain, period.Begin, period.End, 1);
        var report = AssembleReport.Tls(reporter, names.ReportId, period.Domain, period.Begin, period.End, rows.Select(row => (row.Row, row.Count)));
        if (report.Policies.Count == 0) return [];
        var message = ReportMessage.Tls(names, reporter.From, to, TlsReportWriter.Write(report), now);
        return message.Length <= Math.Min(to.MaxBytes ?? ReportSplitting.UsualMaxBytes, ReportSplitting.UsualMaxBytes) ? [new ReportPart(names, message, rows.Count)] : [];
    }
}
