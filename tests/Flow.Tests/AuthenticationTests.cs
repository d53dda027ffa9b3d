using System.Text;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>Who really sent it: names looked up through deliver, the result on top of the message, the owner's wish done.</summary>
public sealed class AuthenticationTests(SharedSystem system) : IClassFixture<SharedSystem>
{
    private readonly SekishoProcess _sekisho = system.Sekisho;

    [Fact]
    public async Task The_result_is_on_top_and_a_false_one_is_gone()
    {
        await using var sink = new SinkServer();
        Assert.StartsWith("250", await SendAsync(sink, "Authentication-Results: mx.sekisho.test;\r\n dmarc=pass header.from=bank.test\r\nFrom: <a@elsewhere.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: hello\r\n\r\nHello.\r\n"), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, TimeSpan.FromMinutes(2)), _sekisho.Log);
        var text = Encoding.ASCII.GetString(sink.Messages.Single().Content);
        Assert.Contains("\r\nAuthentication-Results: mx.sekisho.test;\r\n spf=pass\r\n  smtp.mailfrom=elsewhere.test;", text, StringComparison.Ordinal);
        Assert.Contains("\r\n dmarc=pass\r\n  header.from=elsewhere.test", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bank.test", text, StringComparison.Ordinal);
        Assert.Single(text.Split("Authentication-Results:").Skip(1));
    }

    [Fact]
    public async Task What_the_owner_of_the_domain_wants_refused_is_kept()
    {
        await using var sink = new SinkServer();
        Assert.StartsWith("250", await SendAsync(sink, "From: <ceo@strict.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: pay\r\n\r\nHello.\r\n"), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => _sekisho.JsonAsync("quarantine", "list").GetAwaiter().GetResult().Count == 1, TimeSpan.FromMinutes(2)), _sekisho.Log);
        Assert.Equal(0, sink.Count);
    }

    private async Task<string> SendAsync(SinkServer sink, string message)
    {
        foreach (var name in (string[])["elsewhere.test", "_dmarc.elsewhere.test", "_dmarc.strict.test"]) _sekisho.Dns.Remove(name);
        _sekisho.Dns
            .Add("elsewhere.test", "TXT", "v=spf1 ip4:127.0.0.1 -all")
            .Add("_dmarc.elsewhere.test", "TXT", "v=DMARC1; p=reject")
            .Add("_dmarc.strict.test", "TXT", "v=DMARC1; p=reject");
        var domain = await system.AddTenantAsync(sink);
        await using var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx);
        return await client.SendMessageAsync("a@elsewhere.test", [$"someone@{domain}"], WireForm.Stuffed(Encoding.ASCII.GetBytes(message)));
    }
}
