namespace Sekisho.Store.Reports;

/// <summary>Asks for a page of the rows of a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="After">The last row of the page before; empty for the first page.</param>
public sealed record ReportRowsRequest(ReportPeriod Period, string After);
