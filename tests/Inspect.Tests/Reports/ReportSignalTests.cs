using System.IO.Compression;
using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Reports;

public sealed class ReportSignalTests
{
    private const string Xml = "<?xml version=\"1.0\"?><feedback><report_metadata><org_name>Receiver</org_name><report_id>77</report_id><date_range><begin>1700000000</begin><end>1700086400</end></date_range></report_metadata>"
        + "<policy_published><domain>example.org</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.9</source_ip><count>4</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row>"
        + "<identifiers><header_from>example.org</header_from></identifiers><auth_results><spf><domain>a.example</domain><result>fail</result></spf></auth_results></record></feedback>";

    private readonly Texts _dns = new()
    {
        ["receiver.example"] = "v=spf1 ip4:192.0.2.0/24 -all",
        ["_dmarc.receiver.example"] = "v=DMARC1; p=reject; rua=mailto:r@receiver.example",
    };

    [Theory]
    [InlineData("dmarc@example.org")]
    [InlineData("DMARC@Example.org")]
    [InlineData("dmarc+tag@example.org")]
    public async Task Mail_to_an_address_for_reports_is_read(string recipient)
    {
        var verdict = await InspectAsync(recipient);
        var report = Assert.Single(verdict.Reports!);
        Assert.Equal(("dmarc", "example.org", "Receiver", "77", "p=none"), (report.Kind, report.Domain, report.Organization, report.ReportId, report.Policy));
        Assert.Equal(("receiver.example", true), (report.Submitter, report.IsAuthenticated));
        var row = Assert.Single(report.Rows);
        Assert.Equal(("192.0.2.9", 4, true, true, false, "spf=fail a.example"), (row.Source, row.Count, row.Passes, row.DkimAligned, row.SpfAligned, row.Details));
        Assert.Equal(["dmarc"], Assert.IsType<string[]>(verdict.Fact("report.kinds")));
    }

    [Fact]
    public async Task Mail_to_others_is_not()
    {
        var verdict = await InspectAsync("ann@example.org");
        Assert.Null(verdict.Reports);
        Assert.Null(verdict.Fact("report.kinds"));
    }

    [Fact]
    public async Task A_sender_that_nobody_proves_is_told()
    {
        var verdict = await InspectAsync("dmarc@example.org", client: "203.0.113.1");
        Assert.False(Assert.Single(verdict.Reports!).IsAuthenticated);
    }

    [Fact]
    public async Task What_is_no_report_is_told_and_the_mail_goes_its_way()
    {
        var verdict = await InspectAsync("dmarc@example.org", attachment: "hello"u8.ToArray());
        Assert.Null(verdict.Reports);
        Assert.NotNull(verdict.Fact("report.problems"));
        Assert.Equal(Disposition.Accept, verdict.Disposition);
    }

    [Fact]
    public async Task A_report_of_more_rows_than_are_kept_keeps_the_largest()
    {
        var rows = string.Concat(Enumerable.Range(1, ReceivedReport.MostRows + 1).Select(i => Xml[Xml.IndexOf("<record>", StringComparison.Ordinal)..Xml.IndexOf("</feedback>", StringComparison.Ordinal)].Replace("<count>4<", FormattableString.Invariant($"<count>{i}<"), StringComparison.Ordinal)));
        var verdict = await InspectAsync("dmarc@example.org", attachment: Gzip(Xml[..Xml.IndexOf("<record>", StringComparison.Ordinal)] + rows + "</feedback>"));
        var report = Assert.Single(verdict.Reports!);
        Assert.Equal((ReceivedReport.MostRows, 1, 2L), (report.Rows.Count, report.RowsLeftOut, report.Rows[^1].Count));
    }

    [Fact]
    public async Task What_DMARC_says_is_told_on_only_where_it_is_wanted()
    {
        Assert.Null((await InspectAsync("ann@example.org")).Observation);
        var observation = (await InspectAsync("ann@example.org", observe: true)).Observation!;
        Assert.Equal((ObservationKind.Dmarc, "receiver.example", 1), (observation.Kind, observation.Domain, observation.Count));
        Assert.True(observation.IsWithinLimits());
        Assert.Contains("\"ip\":\"192.0.2.1\"", observation.Row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Disposition.Quarantine, false, Disposition.Quarantine, "quarantine", true)] // the usual: kept apart, not refused
    [InlineData(Disposition.Reject, false, Disposition.Reject, "reject", false)]
    [InlineData(Disposition.Reject, true, Disposition.Reject, "quarantine", true)] // held before: too late to refuse it
    [InlineData(Disposition.Accept, false, Disposition.Accept, "none", true)] // the operator's rules let it through
    public async Task What_is_told_is_what_was_really_done(Disposition whenRejects, bool isTaken, Disposition becomes, string told, bool differs)
    {
        var verdict = await InspectAsync("ann@example.org", client: "203.0.113.1", observe: true, whenRejects: whenRejects, isTaken: isTaken);
        Assert.True(verdict.Disposition == becomes, string.Join("; ", verdict.Reasons));
        Assert.Contains($"\"disposition\":\"{told}\"", verdict.Observation!.Row, StringComparison.Ordinal);
        Assert.Equal(differs, verdict.Observation.Row.Contains("local_policy", StringComparison.Ordinal));
    }

    private async Task<Verdict> InspectAsync(
        string recipient, string client = "192.0.2.1", byte[]? attachment = null, bool observe = false, Disposition whenRejects = Disposition.Quarantine, bool isTaken = false)
    {
        var options = new InspectOptions { HostName = "mx.example.org", ReportAddresses = ["dmarc@example.org"], ObserveSenders = observe, WhenDmarcRejects = whenRejects };
        await using var inspector = Inspector.Create(options, resolver: _dns);
        var message = "From: Reports <r@receiver.example>\r\nTo: dmarc@example.org\r\nSubject: Report Domain: example.org\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@receiver.example>\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: application/gzip; name=r.xml.gz\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(attachment ?? Gzip(Xml), Base64FormattingOptions.InsertLineBreaks) + "\r\n";
        return await inspector.InspectAsync(new InspectRequest { Id = "1", ClientAddress = client, Helo = "mail.receiver.example", MailFrom = "r@receiver.example", Recipients = [recipient], IsTaken = isTaken }, Encoding.ASCII.GetBytes(message));
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private sealed class Texts : Dictionary<string, string>, IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            var known = TryGetValue(name.Text, out var text);
            return ValueTask.FromResult(new DnsAnswer
            {
                Status = !known ? DnsStatus.NxDomain : type == DnsRecordType.Txt ? DnsStatus.Success : DnsStatus.NoData,
                Name = name,
                Type = type,
                CanonicalName = name,
                Records = known && type == DnsRecordType.Txt ? [new TxtRecord(name, 1, [Encoding.ASCII.GetBytes(text!)])] : [],
            });
        }
    }
}
