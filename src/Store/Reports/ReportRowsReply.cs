namespace Sekisho.Store.Reports;

/// <summary>A page of rows.</summary>
/// <param name="Rows">In the order of their text; empty: no more.</param>
public sealed record ReportRowsReply(IReadOnlyList<CountedRow> Rows);
