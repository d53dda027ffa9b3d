using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Sekisho.Deliver.Reporting;
using Sekisho.Inspect.Reports;
using Sekisho.Output;
using Sekisho.Store.Reports;
using Sekisho.Testing;

namespace Sekisho.Tests.Commands.Reports;

public sealed class ReportsCommandTests : IDisposable
{
    private const string Xml = "<feedback><report_metadata><org_name>Receiver</org_name><report_id>7</report_id><date_range><begin>1700000000</begin><end>1700086400</end></date_range></report_metadata>"
        + "<policy_published><domain>example.org</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.9</source_ip><count>4</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row>"
        + "<identifiers><header_from>example.org</header_from></identifiers><auth_results><spf><domain>a.example</domain><result>fail</result></spf></auth_results></record></feedback>";

    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-reports-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_are_read_without_a_running_system()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.xml"), Xml);
        await using (var zip = ZipFile.Open(Path.Combine(_folder, "b.zip"), ZipArchiveMode.Create))
        {
            await using var entry = await zip.CreateEntry("r.xml").OpenAsync();
            await entry.WriteAsync(Encoding.ASCII.GetBytes(Xml));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "c.json"), "{\"organization-name\":\"R\",\"report-id\":\"1\",\"policies\":[{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"example.org\"},\"summary\":{\"total-successful-session-count\":5,\"total-failure-session-count\":2},\"failure-details\":[{\"result-type\":\"certificate-expired\",\"receiving-mx-hostname\":\"mx.example.org\",\"failed-session-count\":2}]}]}");
        await File.WriteAllTextAsync(Path.Combine(_folder, "d.txt"), "nothing");
        var run = await CommandRun.Of(new FakeSystem(), "", ["reports", "read", "a.xml", "b.zip", "c.json", "d.txt", "none.xml", "--json"], _folder);
        Assert.Equal(ExitCodes.Failed, run.Exit);
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["dmarc", "dmarc", "tls", null, null], lines.Select(line => line.TryGetProperty("report", out var report) ? report.GetProperty("kind").GetString() : null));
        Assert.Equal(4, lines[0].GetProperty("report").GetProperty("rows")[0].GetProperty("count").GetInt64());
        Assert.Equal([true, false], lines[2].GetProperty("report").GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("passes").GetBoolean()));
        Assert.True(lines[3].GetProperty("problems").GetArrayLength() > 0);
        var table = await CommandRun.Of(new FakeSystem(), "", ["reports", "read", "a.xml"], _folder);
        Assert.Equal(ExitCodes.Done, table.Exit);
        Assert.Contains("4 messages, passed 4 (100 %)", table.Out, StringComparison.Ordinal);
        Assert.Contains("192.0.2.9", table.Out, StringComparison.Ordinal);
    }

    [CorpusFact("mail/auth/parsedmarc")]
    public async Task Reports_of_the_world_are_read()
    {
        var run = await CommandRun.Of(new FakeSystem(), "", ["reports", "read", Corpora.PathOf("mail/auth/parsedmarc"), "--json"], _folder);
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var kinds = lines.GroupBy(line => line.TryGetProperty("report", out var report) ? report.GetProperty("kind").GetString()! : "none").ToDictionary(group => group.Key, group => group.Count());
        // None: an empty file, a table, and one that does not say which domain it is about.
        Assert.Equal((23, 5, 4, 3), (kinds["dmarc"], kinds["failure"], kinds["tls"], kinds["none"]));
        Assert.All(lines.Where(line => !line.TryGetProperty("report", out _)), line => Assert.True(line.GetProperty("problems").GetArrayLength() > 0));
        Assert.Equal(ExitCodes.Failed, run.Exit);
    }

    [Fact]
    public async Task The_list_shows_what_came_what_waits_and_what_was_sent()
    {
        var system = new FakeSystem().Answer(ReportCalls.List, _ => new ReportListReply(
            [new ReceivedDomain("dmarc", "example.org", 2, 10, 9, Day, Day.AddDays(1), 1, 0)],
            [new ReportPeriod(ObservationKind.Dmarc, "example.com", Day, Day.AddDays(1), "v=DMARC1", 1, 2, 3)],
            [new SentReport(ObservationKind.Tls, "example.net", Day, Day.AddDays(1), "t@example.net", 1, Day, "01", "queued")]));
        var json = await CommandRun.Of(system, "reports", "list", "--json", "--domain", "Example.ORG", "--data", "/x");
        Assert.Equal(["received", "waiting", "sent"], json.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("list").GetString()));
        Assert.Equal(new ReportListRequest("example.org", 30), system.Asked[0].Request);
        var text = await CommandRun.Of(system, "reports", "list", "--data", "/x");
        Assert.Contains("9 (90 %)", text.Out, StringComparison.Ordinal);
        Assert.Contains("1 of unproven senders", text.Out, StringComparison.Ordinal);
        Assert.Contains("t@example.net", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_is_shown_with_its_sources_and_what_to_do()
    {
        var system = new FakeSystem().Answer(ReportCalls.Show, _ => new ReportShowReply(
            [new KeptReport("dmarc", "Receiver", "receiver.example", true, "7", Day, Day.AddDays(1), Day, "01", "p=none", "", 2, 0, 13, 10)],
            [
                new ReportedSource("dmarc", "192.0.2.1", 10, 10, 0, 10, "none", "example.org", "spf=pass example.org", 1),
                new ReportedSource("dmarc", "203.0.113.9", 3, 0, 0, 0, "none", "example.org", "spf=fail evil.example", 1),
                new ReportedSource("tls", "mx.example.org", 2, 0, 0, 0, "certificate-expired", "", "sts", 1),
            ]));
        var json = await CommandRun.Of(system, "reports", "show", "example.org", "--json", "--unproven", "--data", "/x");
        Assert.Equal(new ReportShowRequest("example.org", 30, true), system.Asked[0].Request);
        Assert.Equal(["source", "report", "advice"], json.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("item").GetString()).Distinct());
        var text = await CommandRun.Of(system, "reports", "show", "example.org", "--language", "en", "--data", "/x");
        Assert.Contains("203.0.113.9 sent 3 messages as example.org that neither SPF nor DKIM proves", text.Out, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1 passes by SPF alone", text.Out, StringComparison.Ordinal);
        Assert.Contains("renew it", text.Out, StringComparison.Ordinal);
        Assert.Contains("76.9 % of the mail as example.org passes", text.Out, StringComparison.Ordinal);
        var none = await CommandRun.Of(new FakeSystem().Answer(ReportCalls.Show, _ => new ReportShowReply([], [])), "reports", "show", "example.org", "--data", "/x");
        Assert.Equal(ExitCodes.Failed, none.Exit);
    }

    [Theory]
    [InlineData(false, false, ExitCodes.Done)]
    [InlineData(true, false, ExitCodes.Failed)]
    [InlineData(false, true, ExitCodes.Failed)]
    public async Task What_is_due_is_sent_or_the_reason_told(bool off, bool foreign, int exit)
    {
        var system = new FakeSystem().Answer(DeliverReportCalls.SendReports, _ => new SendReportsReply { Periods = 2, Messages = 3, IsOff = off, ForeignSender = foreign });
        var run = await CommandRun.Of(system, "reports", "send", "--json", "--data", "/x");
        Assert.Equal(exit, run.Exit);
        if (exit == ExitCodes.Done) Assert.Equal("{\"periods\":2,\"messages\":3,\"posted\":0,\"waiting\":0}", Assert.Single(run.Lines));
        else Assert.Contains("reports.from", run.Error, StringComparison.Ordinal);
    }
}
