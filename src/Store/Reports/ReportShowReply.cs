namespace Sekisho.Store.Reports;

/// <summary>What others report about one domain.</summary>
/// <param name="Reports">The reports, newest first.</param>
/// <param name="Sources">Who sends in its name, most messages first.</param>
public sealed record ReportShowReply(IReadOnlyList<KeptReport> Reports, IReadOnlyList<ReportedSource> Sources)
{
    /// <summary>The most items of each list.</summary>
    public const int Most = 1000;
}
