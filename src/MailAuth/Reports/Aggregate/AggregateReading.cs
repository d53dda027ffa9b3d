namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>What was read of an aggregate report.</summary>
/// <param name="Report">The report, as far as it could be read; null where the file is none.</param>
/// <param name="Problems">What is wrong with it, and what was left out of it.</param>
public sealed record AggregateReading(AggregateReport? Report, IReadOnlyList<string> Problems);
