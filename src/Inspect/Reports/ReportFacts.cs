using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Reports;

/// <summary>The facts of the signal that reads reports.</summary>
internal static class ReportFacts
{
    public static readonly Fact Kinds = Fact.List("report.kinds", "Reports that were read out of the message, because it is to an address for reports: dmarc, failure, tls.", "dmarc");
    public static readonly Fact Domains = Fact.List("report.domains", "The domains that those reports are about.", "example.com");
    public static readonly Fact Problems = Fact.List("report.problems", "What is wrong with those reports, or why there are none.", "There is no report in it.");

    public static FactGroup Group { get; } = FactGroup.Of("Reports", "What others report about our domains (DMARC, TLS), where the message is to an address for reports.", Kinds, Domains, Problems);
}
