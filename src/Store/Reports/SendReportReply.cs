namespace Sekisho.Store.Reports;

/// <summary>What became of it.</summary>
/// <param name="Outcome">What.</param>
public sealed record SendReportReply(SendReportOutcome Outcome);
