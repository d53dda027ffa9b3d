namespace Sekisho.MailAuth.Reports.Failure;

/// <summary>What was read of a failure report.</summary>
/// <param name="Report">The report; null where the message is none.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record FailureReading(FailureReport? Report, IReadOnlyList<string> Problems);
