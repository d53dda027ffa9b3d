using System.Net;
using System.Text;
using Sekisho.MailAuth.Reports;
using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Files;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Mime;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The readers of reports that others send: no bytes make them throw or pass a limit, and what aggregate reports are read can be written and read again.</summary>
public sealed class MailAuthReportsTarget : IFuzzTarget
{
    private static readonly ReportLimits Limits = new() { MaxBytes = 256 * 1024, MaxRecords = 100, MaxListItems = 10 };

    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_000);

    public string Name => "mailauth-reports";

    public IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    public void Run(byte[] input)
    {
        var found = ReportFileReader.ReadFile(input, Limits);
        foreach (var report in found.Reports)
        {
            if (report.Aggregate is not { } aggregate) continue;
            if (aggregate.Records.Count > Limits.MaxRecords) throw new InvalidOperationException("More rows than the limit.");
            if (aggregate.Records.Count == 0 || aggregate.Begin is null || aggregate.End is null) continue;
            var again = AggregateReportReader.Read(AggregateReportWriter.Write(aggregate), Limits with { MaxBytes = 64 * 1024 * 1024 });
            if (again.Report?.Records.Count != aggregate.Records.Count) throw new InvalidOperationException("A report does not survive being written.");
        }

        _ = AggregateReportReader.Read(input, Limits);
        _ = TlsReportReader.Read(input, Limits);
        foreach (var address in ReportAddress.OfRecord(Encoding.UTF8.GetString(input)))
        {
            if (address.Address.AsSpan().ContainsAnyExceptInRange('!', '~')) throw new InvalidOperationException("An address with signs that end lines.");
        }

        var message = MimeMessage.Read(input);
        _ = ReportFileReader.ReadMessage(message, part => part.DecodeBody(Limits.MaxBytes + 1), Limits);
    }

    private static IReadOnlyList<byte[]> MakeSeeds()
    {
        var report = new AggregateReport
        {
            OrganizationName = "Receiver",
            Email = "a@receiver.example",
            ReportId = "x",
            Begin = Day,
            End = Day.AddDays(1),
            Errors = ["e"],
            Policy = new PublishedPolicy { Domain = "example.org", Policy = "reject", SubdomainPolicy = "none", IsTesting = true, DiscoveryMethod = "treewalk" },
            Records =
            [
                new AggregateRecord
                {
                    SourceAddress = IPAddress.Parse("2001:db8::1"), Count = 3, Disposition = "reject", HeaderFrom = "example.org", EnvelopeFrom = "b.example",
                    Reasons = [new OverrideReason("other", "c")], Dkim = [new DkimEntry("example.org", "s", "pass", "h")], Spf = [new SpfEntry("b.example", "mfrom", "fail")],
                },
            ],
        };
        var xml = AggregateReportWriter.Write(report);
        var json = TlsReportWriter.Write(new TlsReport
        {
            OrganizationName = "Receiver",
            ReportId = "y",
            Begin = Day,
            End = Day.AddDays(1),
            Policies = [new TlsPolicyResult { PolicyType = "sts", PolicyDomain = "example.org", PolicyText = ["version: STSv1"], Failed = 1, Failures = [new TlsFailure { ResultType = "certificate-expired", Count = 1 }] }],
        });
        var names = new ReportNames("mx.example", "example.org", Day, Day.AddDays(1), 1);
        var to = ReportAddress.OfList("mailto:r@example.org")[0];
        return
        [
            xml, json, ReportMessage.Gzip(xml), ReportMessage.Aggregate(names, "a@mx.example", to, xml, Day), ReportMessage.Tls(names, "a@mx.example", to, json, Day),
            "v=TLSRPTv1; rua=mailto:a%21b@example.org!10m,mailto:c@example.org"u8.ToArray(),
            "Subject: DMARC\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: auth-failure\r\nSource-IP: 192.0.2.1\r\nAuthentication-Results: a; spf=fail smtp.mailfrom=a@b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: <a@b>\r\n\r\n--b--\r\n"u8.ToArray(),
        ];
    }
}
