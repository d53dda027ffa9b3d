namespace Sekisho.Store.Reports;

/// <summary>What there is in reports.</summary>
/// <param name="Received">What others reported, by domain.</param>
/// <param name="Waiting">What was seen and is to be reported.</param>
/// <param name="Sent">What was sent, and what was not and why; newest first.</param>
public sealed record ReportListReply(IReadOnlyList<ReceivedDomain> Received, IReadOnlyList<ReportPeriod> Waiting, IReadOnlyList<SentReport> Sent)
{
    /// <summary>The most items of each list.</summary>
    public const int Most = 1000;
}
