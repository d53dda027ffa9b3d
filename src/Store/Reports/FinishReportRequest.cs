namespace Sekisho.Store.Reports;

/// <summary>Ends a period: its rows are removed.</summary>
/// <param name="Period">The period.</param>
/// <param name="NotSent">Why nothing was sent, for lists; null where it was.</param>
/// <param name="Posted">Where it was posted, for lists; null where nowhere.</param>
public sealed record FinishReportRequest(ReportPeriod Period, string? NotSent, IReadOnlyList<PostedReport>? Posted = null);
