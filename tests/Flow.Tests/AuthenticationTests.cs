using System.Text;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>Who really sent it: names looked up through deliver, the result on top of the message, the owner's wish done.</summary>
public sealed class AuthenticationTests : IAsyncDisposable
{
    private readonly SinkServer _sink = new();
    private readonly SekishoProcess _sekisho = new();

    public async ValueTask DisposeAsync()
    {
        await _sekisho.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task The_result_is_on_top_and_a_false_one_is_gone()
    {
        await StartAsync();
        Assert.StartsWith("250", await SendAsync("Authentication-Results: mx.sekisho.test;\r\n dmarc=pass header.from=bank.test\r\nFrom: <a@elsewhere.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: hello\r\n\r\nHello.\r\n"), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => _sink.Count == 1, TimeSpan.FromSeconds(30)), _sekisho.Log);
        var text = Encoding.ASCII.GetString(_sink.Messages.Single().Content);
        Assert.Contains("\r\nAuthentication-Results: mx.sekisho.test;\r\n spf=pass\r\n  smtp.mailfrom=elsewhere.test;", text, StringComparison.Ordinal);
        Assert.Contains("\r\n dmarc=pass\r\n  header.from=elsewhere.test", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bank.test", text, StringComparison.Ordinal);
        Assert.Single(text.Split("Authentication-Results:").Skip(1));
    }

    [Fact]
    public async Task What_the_owner_of_the_domain_wants_refused_is_kept()
    {
        await StartAsync();
        Assert.StartsWith("250", await SendAsync("From: <ceo@strict.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: pay\r\n\r\nHello.\r\n"), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => _sekisho.JsonAsync("quarantine", "list").GetAwaiter().GetResult().Count == 1, TimeSpan.FromSeconds(30)), _sekisho.Log);
        Assert.Equal(0, _sink.Count);
    }

    private async Task StartAsync()
    {
        _sekisho.Dns
            .Add("elsewhere.test", "TXT", "v=spf1 ip4:127.0.0.1 -all")
            .Add("_dmarc.elsewhere.test", "TXT", "v=DMARC1; p=reject")
            .Add("_dmarc.strict.test", "TXT", "v=DMARC1; p=reject");
        await _sekisho.StartAsync();
        await _sekisho.AddTenantAsync("down", "down.test", _sink.Address, "--relay-tls", "none");
    }

    private async Task<string> SendAsync(string message)
    {
        await using var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx);
        return await client.SendMessageAsync("a@elsewhere.test", ["someone@down.test"], WireForm.Stuffed(Encoding.ASCII.GetBytes(message)));
    }
}
