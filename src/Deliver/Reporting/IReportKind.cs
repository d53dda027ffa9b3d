using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Reporting;

/// <summary>One kind of report that we send.</summary>
internal interface IReportKind
{
    /// <summary>Which.</summary>
    ObservationKind Kind { get; }

    /// <summary>Where the reports about a domain go.</summary>
    ValueTask<ReportDestinations> FindDestinationsAsync(string domain, CancellationToken cancellation);

    /// <summary>The messages for one address, in their order; empty where nothing fits into what its owner takes.</summary>
    IReadOnlyList<ReportPart> Write(ReportPeriod period, IReadOnlyList<CountedRow> rows, ReportAddress to, DateTimeOffset now);

    /// <summary>The packed report that is posted to places on the web; null where there is nothing to post, or too much.</summary>
    byte[]? WritePacked(ReportPeriod period, IReadOnlyList<CountedRow> rows);
}
