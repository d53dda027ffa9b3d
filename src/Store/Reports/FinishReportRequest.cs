namespace Sekisho.Store.Reports;

/// <summary>Ends a period: its rows are removed.</summary>
/// <param name="Period">The period.</param>
/// <param name="NotSent">Why nothing was sent, for lists; null where it was.</param>
public sealed record FinishReportRequest(ReportPeriod Period, string? NotSent);
