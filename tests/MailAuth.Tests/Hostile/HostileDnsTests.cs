using System.Diagnostics;
using System.Net;
using System.Text;
using Sekisho.Dns;
using Sekisho.Mime;
using Sekisho.Testing.Dns;

namespace Sekisho.MailAuth.Tests.Hostile;

/// <summary>All methods over the real resolver and a name server that means harm: bounded time and look-ups, and a named result.</summary>
public sealed class HostileDnsTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly byte[] Message = Encoding.ASCII.GetBytes(
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA\r\n"
        + "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s; t=1; b=AAAA\r\nARC-Message-Signature: i=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA\r\nARC-Authentication-Results: i=1; a; spf=pass\r\n"
        + "From: a@a.b.c.d.e.f.g.h.i.example.com\r\n\r\nHello\r\n");

    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();

    public ValueTask DisposeAsync() => _dns.DisposeAsync();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Names_that_all_do_not_exist()
    {
        var outcome = await AuthenticateAsync();
        Assert.Equal((AuthResult.None, AuthResult.PermError, AuthResult.None, AuthResult.Fail), Results(outcome));
        Assert.InRange(_dns.Queries.Count, 8, 14);
    }

    [Fact]
    public async Task Includes_in_a_circle_and_void_look_ups()
    {
        _dns.Add("example.com", "TXT", "v=spf1 include:one.example include:two.example -all").Add("one.example", "TXT", "v=spf1 include:example.com -all").Add("two.example", "TXT", "v=spf1 exists:%{i}.no.example a:no1.example a:no2.example a:no3.example -all");
        Assert.Equal(AuthResult.PermError, (await AuthenticateAsync()).Spf!.Result);
        Assert.True(_dns.Queries.Count < 40, $"{_dns.Queries.Count} queries");
    }

    [Fact]
    public async Task Aliases_in_a_circle()
    {
        foreach (var name in new[] { "example.com", "s._domainkey.example.com", "_dmarc.example.com" }) _dns.Add(name, "CNAME", "loop.example");
        _dns.Add("loop.example", "CNAME", "loop2.example").Add("loop2.example", "CNAME", "loop.example");
        var outcome = await AuthenticateAsync();
        Assert.Equal((AuthResult.TempError, AuthResult.TempError, AuthResult.TempError, AuthResult.TempError), Results(outcome));
    }

    [Fact]
    public async Task Answers_of_65_kilobytes()
    {
        var large = string.Concat(Enumerable.Repeat("ip4:203.0.113.7 ", 4000));
        _dns.Add("example.com", "TXT", "v=spf1 " + large + "-all").Add("s._domainkey.example.com", "TXT", "v=DKIM1; p=" + new string('A', 60_000)).Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject;" + new string(';', 60_000));
        var outcome = await AuthenticateAsync();
        Assert.Equal((AuthResult.Fail, AuthResult.PermError, AuthResult.Fail, AuthResult.Fail), Results(outcome));
        Assert.Equal(1000, outcome.Dmarc.Record!.Text.Length);
    }

    [Fact]
    public async Task Answers_that_are_rubbish()
    {
        _dns.Respond = query => [[.. query.Bytes.AsSpan(0, 2), 0x81, 0x80, 0xFF, 0xFF, 0xFF, 0xFF, 0xC0, 0x0C]];
        Assert.Equal((AuthResult.TempError, AuthResult.TempError, AuthResult.TempError, AuthResult.TempError), Results(await AuthenticateAsync()));
    }

    [Fact]
    public async Task Silence()
    {
        _dns.Respond = _ => [];
        Assert.Equal((AuthResult.TempError, AuthResult.TempError, AuthResult.TempError, AuthResult.TempError), Results(await AuthenticateAsync()));
    }

    private static (AuthResult Spf, AuthResult Dkim, AuthResult Dmarc, AuthResult Arc) Results(SenderOutcome outcome) =>
        (outcome.Spf!.Result, outcome.Dkim.Result, outcome.Dmarc.Result, outcome.Arc.Result);

    private async Task<SenderOutcome> AuthenticateAsync()
    {
        using var resolver = new DnsResolver(new DnsResolverOptions { Servers = [_dns.EndPoint], TryTimeout = TimeSpan.FromMilliseconds(200), Deadline = TimeSpan.FromSeconds(2) }, TimeProvider.System);
        var started = Stopwatch.GetTimestamp();
        var outcome = await new SenderAuthentication(resolver, TimeProvider.System, null).AuthenticateAsync(
            new SenderRequest { Message = Message, ClientAddress = IPAddress.Parse("192.0.2.1"), Helo = "mx.example.com", MailFrom = "a@example.com" }, MimeMessage.Read(Message));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
        return outcome;
    }
}
