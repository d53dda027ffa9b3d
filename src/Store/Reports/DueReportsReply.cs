namespace Sekisho.Store.Reports;

/// <summary>Periods that are over.</summary>
/// <param name="Periods">In their order; empty: no more.</param>
public sealed record DueReportsReply(IReadOnlyList<ReportPeriod> Periods);
