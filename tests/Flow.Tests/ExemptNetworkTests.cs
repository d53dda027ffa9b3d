using System.Net;
using System.Text;
using System.Text.Json;
using Sekisho.Flow.Tests.Support;
using Sekisho.Ledger;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Supervision;

namespace Sekisho.Flow.Tests;

/// <summary>The operator's own relay in front inspects: its mail is taken as it comes, and nobody can overlook that.</summary>
public sealed class ExemptNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Mail_of_an_exempt_network_is_not_inspected_and_says_so_and_all_other_mail_is()
    {
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess { Workers = 0 };
        sekisho.ExtraConfiguration = """
            inspect:
              workers: 1
              exemptNetworks: [127.0.0.2/32]
            """;
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("exempt", "exempt.test", sink.Address, "--relay-tls", "none");
        Assert.True(await SinkServer.WaitAsync(() => sekisho.Log.Contains("Mail from 127.0.0.2/32 is NOT inspected", StringComparison.Ordinal), TimeSpan.FromSeconds(30)), sekisho.Log);

        var inspected = await SendAsync(sekisho, IPAddress.Loopback);
        var exempt = await SendAsync(sekisho, IPAddress.Parse("127.0.0.2"));
        var (kept, taken) = (await TraceAsync(sekisho, inspected), await TraceAsync(sekisho, exempt));
        Assert.Equal("quarantine", kept.GetProperty("verdict").GetProperty("disposition").GetString());
        Assert.Equal("accept", taken.GetProperty("verdict").GetProperty("disposition").GetString());
        Assert.Contains("exempt_network", taken.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("not inspected: exempt network", taken.GetRawText(), StringComparison.Ordinal);

        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, Patience), sekisho.Log);
        var delivered = Encoding.Latin1.GetString(sink.Messages.Single().Content);
        Assert.Contains($" id={exempt};\r\n\tnot-inspected; reasons=exempt_network\r\n", delivered, StringComparison.Ordinal);
        Assert.Contains("invoice.exe", delivered, StringComparison.Ordinal);

        var store = (await sekisho.JsonAsync("status")).Single(line => line.GetProperty("item").GetString() == "store");
        Assert.Equal(1, store.GetProperty("notInspected").GetInt64());
        var status = await sekisho.RunAsync("status");
        Assert.Contains("NOT inspected since the start, from exempt networks: 1", status.StandardOutput, StringComparison.Ordinal);
        using var operating = OperatorConnection.Open(sekisho.DataFolder);
        var entries = (await operating.SendAsync(LedgerCalls.Read, new ReadRequest(0, ReadRequest.MaxCount))).Entries;
        Assert.Single(entries, entry => entry.Contains("configuration.changed", StringComparison.Ordinal) && entry.Contains("127.0.0.2/32", StringComparison.Ordinal));
    }

    private static async Task<string> SendAsync(SekishoProcess sekisho, IPAddress from)
    {
        await using var client = await RawSmtpClient.ConnectAsync(from, sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", ["b@exempt.test"], WireForm.Stuffed(Encoding.ASCII.GetBytes(
            "From: <a@elsewhere.test>\r\nTo: <b@exempt.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: invoice\r\nMIME-Version: 1.0\r\n" +
            "Content-Type: application/octet-stream; name=invoice.exe\r\nContent-Disposition: attachment; filename=invoice.exe\r\n\r\nMZ nothing\r\n")));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        return reply.Split(' ')[^1];
    }

    private static async Task<JsonElement> TraceAsync(SekishoProcess sekisho, string id) => Assert.Single(await sekisho.JsonAsync("trace", id));
}
