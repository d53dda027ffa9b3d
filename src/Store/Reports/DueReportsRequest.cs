namespace Sekisho.Store.Reports;

/// <summary>Asks for periods that are over and not reported yet, in their order.</summary>
/// <param name="After">The last one of the page before, or null.</param>
/// <param name="Most">How many at most.</param>
public sealed record DueReportsRequest(ReportPeriod? After, int Most);
