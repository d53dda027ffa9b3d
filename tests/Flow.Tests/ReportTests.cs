using System.Text;
using Microsoft.Data.Sqlite;
using Sekisho.Flow.Tests.Support;
using Sekisho.MailAuth.Reports.Files;

namespace Sekisho.Flow.Tests;

/// <summary>Reports through all roles: what is seen is counted for its owner, what others report is read and shown.</summary>
public sealed class ReportTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Xml = "<feedback><report_metadata><org_name>Receiver</org_name><report_id>7</report_id><date_range><begin>1700000000</begin><end>1700086400</end></date_range></report_metadata>"
        + "<policy_published><domain>down.test</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.9</source_ip><count>4</count><policy_evaluated><disposition>none</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>"
        + "<identifiers><header_from>down.test</header_from></identifiers><auth_results><spf><domain>a.test</domain><result>fail</result></spf></auth_results></record></feedback>";

    private readonly SinkServer _sink = new();
    private readonly SekishoProcess _sekisho = new();

    public async ValueTask DisposeAsync()
    {
        await _sekisho.DisposeAsync();
        await _sink.DisposeAsync();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task What_is_seen_is_counted_and_what_others_report_is_shown()
    {
        _sekisho.Dns.Add("elsewhere.test", "TXT", "v=spf1 ip4:127.0.0.1 -all").Add("_dmarc.elsewhere.test", "TXT", "v=DMARC1; p=reject; rua=mailto:theirs@down.test")
            .Add("elsewhere.test._report._dmarc.down.test", "TXT", "v=DMARC1");
        _sekisho.ExtraConfiguration = "reports: {from: noreply@down.test, addresses: [dmarc@down.test]}";
        await _sekisho.StartAsync();
        await _sekisho.AddTenantAsync("down", "down.test", _sink.Address, "--relay-tls", "none");
        const string Header = "From: <a@elsewhere.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@elsewhere.test>\r\n";
        Assert.StartsWith("250", await SendAsync("someone@down.test", Header + "Subject: hello\r\n\r\nHello.\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("250", await SendAsync("dmarc@down.test", Header + $"Subject: Report Domain: down.test\r\nContent-Type: text/xml; name=r.xml\r\n\r\n{Xml}\r\n"), StringComparison.Ordinal);

        var lists = await _sekisho.JsonAsync("reports", "list");
        Assert.Equal(["received", "waiting"], lists.Select(item => item.GetProperty("list").GetString()).Order());
        var waiting = lists.Single(item => item.GetProperty("list").GetString() == "waiting").GetProperty("waiting");
        Assert.Equal(("elsewhere.test", 1, 2), (waiting.GetProperty("domain").GetString(), waiting.GetProperty("rows").GetInt32(), waiting.GetProperty("count").GetInt32()));
        var shown = await _sekisho.JsonAsync("reports", "show", "down.test");
        var source = shown.First(item => item.GetProperty("item").GetString() == "source").GetProperty("source");
        Assert.Equal(("192.0.2.9", 4, 0), (source.GetProperty("source").GetString(), source.GetProperty("count").GetInt32(), source.GetProperty("passed").GetInt32()));

        // The day is not over: nothing is due.
        Assert.Equal(0, Assert.Single(await _sekisho.JsonAsync("reports", "send")).GetProperty("periods").GetInt32());
        Assert.True(await SinkServer.WaitAsync(() => _sink.Count == 2, TimeSpan.FromMinutes(2)), _sekisho.Log);

        await _sekisho.StopAsync();
        MakeYesterday();
        await _sekisho.StartAsync();
        Assert.Equal((1, 1), Counts(Assert.Single(await _sekisho.JsonAsync("reports", "send"))));
        Assert.Equal((0, 0), Counts(Assert.Single(await _sekisho.JsonAsync("reports", "send"))));
        Assert.True(await SinkServer.WaitAsync(() => _sink.Count == 3, TimeSpan.FromMinutes(2)), _sekisho.Log);
        var report = Assert.Single(ReportFileReader.ReadFile(_sink.Messages.Last().Content).Reports).Aggregate!;
        Assert.Equal(("elsewhere.test", "mx.sekisho.test", 2L), (report.Policy.Domain, report.OrganizationName, Assert.Single(report.Records).Count));
        Assert.Equal(("127.0.0.1", true, "none"), (report.Records[0].SourceAddress.ToString(), report.Records[0].SpfAligned, report.Records[0].Disposition));
        var sent = Assert.Single(await _sekisho.JsonAsync("reports", "list"), item => item.GetProperty("list").GetString() == "sent").GetProperty("sent");
        Assert.Equal(("theirs@down.test", "queued"), (sent.GetProperty("recipient").GetString(), sent.GetProperty("outcome").GetString()));
    }

    private static (int Periods, int Messages) Counts(System.Text.Json.JsonElement reply) => (reply.GetProperty("periods").GetInt32(), reply.GetProperty("messages").GetInt32());

    /// <summary>Takes what was counted for that of the day before: nobody waits until midnight.</summary>
    private void MakeYesterday()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_sekisho.DataFolder, "store", "store.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE observed SET begins_at = begins_at - 86400000, ends_at = ends_at - 86400000; UPDATE observed_row SET begins_at = begins_at - 86400000; UPDATE observed_total SET begins_at = begins_at - 86400000";
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    private async Task<string> SendAsync(string recipient, string message)
    {
        await using var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx);
        return await client.SendMessageAsync("a@elsewhere.test", [recipient], WireForm.Stuffed(Encoding.ASCII.GetBytes(message)));
    }
}
