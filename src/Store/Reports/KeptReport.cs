namespace Sekisho.Store.Reports;

/// <summary>A report that was received.</summary>
/// <param name="Kind">dmarc, failure or tls.</param>
/// <param name="Organization">Who reports.</param>
/// <param name="Submitter">The domain that the message was from.</param>
/// <param name="IsAuthenticated">That domain is proven.</param>
/// <param name="ReportId">Its identifier.</param>
/// <param name="Begin">Where its period begins, or null.</param>
/// <param name="End">Where it ends, or null.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="MessageId">The message that brought it.</param>
/// <param name="Policy">The policy that they found.</param>
/// <param name="Problems">What is wrong with it; empty for nothing.</param>
/// <param name="Rows">How many rows are kept.</param>
/// <param name="RowsLeftOut">How many are not.</param>
/// <param name="Count">Messages or sessions.</param>
/// <param name="Passed">How many of them passed.</param>
public sealed record KeptReport(
    string Kind, string Organization, string Submitter, bool IsAuthenticated, string ReportId, DateTimeOffset? Begin, DateTimeOffset? End, DateTimeOffset ReceivedAt, string MessageId, string Policy,
    string Problems, long Rows, long RowsLeftOut, long Count, long Passed);
