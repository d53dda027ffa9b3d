using System.Net;
using Sekisho.MailAuth.Reports.Aggregate;

namespace Sekisho.MailAuth.Tests.Reports.Aggregate;

internal static class ReportSamples
{
    public static readonly DateTimeOffset Day = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static AggregateRecord Row(string address = "192.0.2.1", long count = 3) => new()
    {
        SourceAddress = IPAddress.Parse(address),
        Count = count,
        Disposition = "quarantine",
        Reasons = [new OverrideReason("local_policy", "kept for \u0001 a person <&>")],
        HeaderFrom = "news.example.org",
        EnvelopeFrom = "bounce.example.net",
        Dkim = [new DkimEntry("example.net", "s1", "pass"), new DkimEntry("example.org", "s2", "fail", "body differs")],
        Spf = [new SpfEntry("bounce.example.net", "mfrom", "softfail")],
    };

    public static AggregateReport Report(params IReadOnlyList<AggregateRecord> rows) => new()
    {
        OrganizationName = "Example Büro",
        Email = "reports@mx.example",
        ExtraContact = "https://mx.example/",
        ReportId = "abc123",
        Begin = Day,
        End = Day.AddDays(1).AddSeconds(-1),
        Errors = ["rua has an address that is none."],
        Policy = new PublishedPolicy { Domain = "example.org", Policy = "reject", SubdomainPolicy = "quarantine", NonExistentPolicy = "reject", DkimAlignment = "s", SpfAlignment = "r", FailureOptions = "1", DiscoveryMethod = "treewalk" },
        Records = rows,
    };
}
