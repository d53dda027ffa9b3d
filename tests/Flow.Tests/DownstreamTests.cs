using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>The next server misbehaves; the message waits and arrives once it behaves again.</summary>
public sealed class DownstreamTests
{
    private static readonly byte[] Hello = WireForm.Stuffed("From: <a@elsewhere.test>\r\nSubject: hello\r\n\r\nHello.\r\n"u8);

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
        await using var sekisho = await StartAsync(sink);
        var id = await SendAsync(sekisho);
        Assert.True(
            await SinkServer.WaitAsync(() => Deferred(sekisho, id), TimeSpan.FromSeconds(30)),
            $"no deferral on record: {(await sekisho.RunAsync("trace", id)).StandardOutput}\n{sekisho.Log}");
        Assert.Equal(0, sink.Count);
        Volatile.Write(ref bad, false);
        await sekisho.RunAsync("queue", "flush");
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, TimeSpan.FromSeconds(30)), "it never arrived");
        Assert.Empty(await sekisho.JsonAsync("queue", "list"));
    }

    [Fact]
    public async Task A_server_that_says_nothing_holds_up_nobody_else()
    {
        await using var silent = new SinkServer { Misbehave = (stage, _) => stage == "connect" ? "" : null };
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink);
        await sekisho.AddTenantAsync("silent", "silent.test", silent.Address, "--relay-tls", "none");
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        for (var i = 0; i < 50; i++) await client.SendMessageAsync("a@elsewhere.test", [$"p{i}@silent.test"], Hello);
        await SendAsync(sekisho);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task An_operator_holds_releases_and_deletes_what_waits()
    {
        var bad = true;
        await using var sink = new SinkServer();
        sink.Misbehave = (at, _) => Volatile.Read(ref bad) && at == "mail" ? "451 4.3.0 not now" : null;
        await using var sekisho = await StartAsync(sink);
        var kept = await SendAsync(sekisho);
        var deleted = await SendAsync(sekisho);
        await SinkServer.WaitAsync(() => Deferred(sekisho, kept) && Deferred(sekisho, deleted), TimeSpan.FromSeconds(30));
        Assert.Equal(2, (await sekisho.JsonAsync("queue", "list")).Count);
        Assert.Equal(0, (await sekisho.RunAsync("queue", "hold", kept)).ExitCode);
        Assert.Equal(0, (await sekisho.RunAsync("queue", "delete", deleted)).ExitCode);
        Assert.Equal("held", Assert.Single(await sekisho.JsonAsync("queue", "list")).GetProperty("state").GetString());
        Volatile.Write(ref bad, false);
        await sekisho.RunAsync("queue", "flush");
        Assert.Equal(0, sink.Count);
        Assert.Equal(0, (await sekisho.RunAsync("queue", "release", kept)).ExitCode);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, TimeSpan.FromSeconds(30)));
        Assert.Equal(1, (await sekisho.RunAsync("queue", "hold", "01m80c89xheykvjm7ce7zjnkkq")).ExitCode);
    }

    private static bool Deferred(SekishoProcess sekisho, string id) =>
        sekisho.JsonAsync("trace", id).GetAwaiter().GetResult()[0].GetProperty("events").EnumerateArray()
            .Any(step => step.GetProperty("what").GetString() == "deferred");

    private static async Task<SekishoProcess> StartAsync(SinkServer sink)
    {
        var sekisho = new SekishoProcess();
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("down", "down.test", sink.Address, "--relay-tls", "none");
        return sekisho;
    }

    private static async Task<string> SendAsync(SekishoProcess sekisho)
    {
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", ["someone@down.test"], Hello);
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        return reply.Split(' ')[^1];
    }
}
