using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>The next server misbehaves; the message waits and arrives once it behaves again.</summary>
public sealed class DownstreamTests(SharedSystem system) : IClassFixture<SharedSystem>
{
    private static readonly byte[] Hello = WireForm.Stuffed("From: <a@elsewhere.test>\r\nSubject: hello\r\n\r\nHello.\r\n"u8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SekishoProcess _sekisho = system.Sekisho;

    [Theory]
    [InlineData("connect", "421 4.3.2 not now")]
    [InlineData("ehlo", "close")]
    [InlineData("mail", "451 4.3.0 not now")]
    [InlineData("rcpt", "450 4.2.1 not now")]
    [InlineData("data", "451 4.3.0 not now")]
    [InlineData("message", "451 4.3.0 not now")]
    [InlineData("message", "close")]
    [InlineData("mail", "\u0001\u0002 garbage of no form")]
    [InlineData("connect", "HTTP/1.1 400 Bad Request")]
    public async Task What_is_refused_for_now_is_delivered_later(string stage, string reply)
    {
        var bad = true;
        await using var sink = new SinkServer();
        sink.Misbehave = (at, _) => Volatile.Read(ref bad) && at == stage ? reply : null;
        var domain = await system.AddTenantAsync(sink);
        var id = await SendAsync(domain);
        Assert.True(
            await SinkServer.WaitAsync(() => Deferred(id), Patience),
            $"no deferral on record: {(await _sekisho.RunAsync("trace", id)).StandardOutput}\n{_sekisho.Log}");
        Assert.Equal(0, sink.Count);
        Volatile.Write(ref bad, false);
        await _sekisho.RunAsync("queue", "flush");
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, Patience), "it never arrived");
        Assert.True(await SinkServer.WaitAsync(() => Waiting(domain).Count == 0, Patience), "what has arrived waits still");
    }

    [Fact]
    public async Task A_server_that_says_nothing_holds_up_nobody_else()
    {
        await using var silent = new SinkServer { Misbehave = (stage, _) => stage == "connect" ? "" : null };
        await using var sink = new SinkServer();
        var held = await system.AddTenantAsync(silent);
        var domain = await system.AddTenantAsync(sink);
        await using var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx);
        for (var i = 0; i < 50; i++) await client.SendMessageAsync("a@elsewhere.test", [$"p{i}@{held}"], Hello);
        await SendAsync(domain);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, TimeSpan.FromMinutes(2)));
        Assert.Equal(50, Waiting(held).Count);
    }

    [Fact]
    public async Task An_operator_holds_releases_and_deletes_what_waits()
    {
        var bad = true;
        await using var sink = new SinkServer();
        sink.Misbehave = (at, _) => Volatile.Read(ref bad) && at == "mail" ? "451 4.3.0 not now" : null;
        var domain = await system.AddTenantAsync(sink);
        var kept = await SendAsync(domain);
        var deleted = await SendAsync(domain);
        await SinkServer.WaitAsync(() => Deferred(kept) && Deferred(deleted), Patience);
        Assert.Equal(2, Waiting(domain).Count);
        Assert.Equal(0, (await _sekisho.RunAsync("queue", "hold", kept)).ExitCode);
        Assert.Equal(0, (await _sekisho.RunAsync("queue", "delete", deleted)).ExitCode);
        Assert.Equal("held", Assert.Single(Waiting(domain)).GetProperty("state").GetString());
        Volatile.Write(ref bad, false);
        await _sekisho.RunAsync("queue", "flush");
        Assert.Equal(0, sink.Count);
        Assert.Equal(0, (await _sekisho.RunAsync("queue", "release", kept)).ExitCode);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, Patience));
        Assert.Equal(1, (await _sekisho.RunAsync("queue", "hold", "01m80c89xheykvjm7ce7zjnkkq")).ExitCode);
    }

    private bool Deferred(string id) =>
        _sekisho.JsonAsync("trace", id).GetAwaiter().GetResult()[0].GetProperty("events").EnumerateArray()
            .Any(step => step.GetProperty("what").GetString() == "deferred");

    /// <summary>What lies in the queue for a domain.</summary>
    private List<System.Text.Json.JsonElement> Waiting(string domain) =>
        [.. _sekisho.JsonAsync("queue", "list").GetAwaiter().GetResult().Where(item => item.GetProperty("recipient").GetString()!.EndsWith("@" + domain, StringComparison.Ordinal))];

    private async Task<string> SendAsync(string domain)
    {
        await using var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", [$"someone@{domain}"], Hello);
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        return reply.Split(' ')[^1];
    }
}
