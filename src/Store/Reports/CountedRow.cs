namespace Sekisho.Store.Reports;

/// <summary>A row and how often it was seen.</summary>
/// <param name="Row">As observed.</param>
/// <param name="Count">How often.</param>
public sealed record CountedRow(string Row, long Count);
