using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Reporting;

/// <summary>Reports on TLS (RFC 8460). They are small: one message or posting, or none where even that is too large.</summary>
internal sealed class TlsReports(Reporter reporter, FindDestinations find) : IReportKind
{
    public ObservationKind Kind => ObservationKind.Tls;

    public ValueTask<ReportDestinations> FindDestinationsAsync(string domain, CancellationToken cancellation) => find.OfTlsAsync(domain, cancellation);

    public IReadOnlyList<ReportPart> Write(ReportPeriod period, IReadOnlyList<CountedRow> rows, ReportAddress to, DateTimeOffset now)
    {
        var names = NamesOf(period);
        if (WriteJson(period, rows) is not { } json) return [];
        var message = ReportMessage.Tls(names, reporter.From, to, json, now);
        return message.Length <= Math.Min(to.MaxBytes ?? ReportSplitting.UsualMaxBytes, ReportSplitting.UsualMaxBytes) ? [new ReportPart(names, message, rows.Count)] : [];
    }

    public byte[]? WritePacked(ReportPeriod period, IReadOnlyList<CountedRow> rows) =>
        WriteJson(period, rows) is { } json && ReportMessage.Gzip(json) is { Length: <= (int)ReportSplitting.UsualMaxBytes } packed ? packed : null;

    private byte[]? WriteJson(ReportPeriod period, IReadOnlyList<CountedRow> rows)
    {
        var report = AssembleReport.Tls(reporter, NamesOf(period).ReportId, period.Domain, period.Begin, period.End, rows.Select(row => (row.Row, row.Count)));
        return report.Policies.Count == 0 ? null : TlsReportWriter.Write(report);
    }

    private ReportNames NamesOf(ReportPeriod period) => new(reporter.Domain, period.Domain, period.Begin, period.End, 1);
}
