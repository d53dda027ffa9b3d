using System.Net;
using Sekisho.Commands.Doctor;
using Sekisho.Dns;
using Sekisho.MailAuth.Posture;
using Sekisho.Testing;
using Sekisho.Testing.Dns;
using Sekisho.Testing.Smtp;

namespace Sekisho.Tests.Commands.Doctor;

public sealed class SmtpExchangeProbeTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Host = "mx.example.com";

    private readonly TestCertificates _authority = new();
    private readonly ScriptedSmtpServer _server = ScriptedSmtpServer.Start();
    private readonly ScriptedDnsServer _names = ScriptedDnsServer.Start();
    private readonly DnsResolver _dns;

    public SmtpExchangeProbeTests() => _dns = new DnsResolver(new DnsResolverOptions { Servers = [_names.EndPoint] }, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _dns.Dispose();
        await _names.DisposeAsync();
        _authority.Dispose();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_good_exchange_is_seen_as_senders_see_it_and_gets_no_mail()
    {
        _server.Certificate = _authority.ForServer(Host);
        var found = await ProbeAsync();
        Assert.Equal((ProbeOutcome.Tls, true, true), (found.Outcome, found.NamesHost, found.IsTrusted));
        Assert.True(found.NotBefore < TimeProvider.System.GetUtcNow() && found.NotAfter > TimeProvider.System.GetUtcNow());
        Assert.Equal([Host], _server.TlsNames);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("other.example", true, false)]
    [InlineData(Host, false, true)]
    public async Task A_certificate_of_another_name_or_authority_is_told(string name, bool trusted, bool named)
    {
        using var stranger = new TestCertificates();
        _server.Certificate = (trusted ? _authority : stranger).ForServer(name);
        var found = await ProbeAsync();
        Assert.Equal((ProbeOutcome.Tls, named, trusted), (found.Outcome, found.NamesHost, found.IsTrusted));
    }

    [Fact]
    public async Task A_server_without_STARTTLS_is_told() => Assert.Equal(ProbeOutcome.NoStartTls, (await ProbeAsync()).Outcome);

    [Fact]
    public async Task A_server_that_breaks_the_handshake_is_told()
    {
        _server.Certificate = _authority.ForServer(Host);
        _server.Reply = command => command == "STARTTLS" ? "454 4.7.0 not now" : null;
        Assert.NotEqual(ProbeOutcome.Tls, (await ProbeAsync()).Outcome);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_servers_words()
    {
        _server.Reply = command => command == "(greeting)" ? "554 5.7.1 not you" : null;
        var found = await ProbeAsync();
        Assert.Equal(ProbeOutcome.Refused, found.Outcome);
        Assert.Contains("not you", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_it_says_so()
    {
        var found = await ProbeAsync(new IPEndPoint(IPAddress.Loopback, 1));
        Assert.Equal(ProbeOutcome.Unreachable, found.Outcome);
        Assert.StartsWith("127.0.0.1:1: ", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_an_address_is_told()
    {
        var found = await new SmtpExchangeProbe(_dns, null, null, "doctor.test", TimeProvider.System).ProbeAsync(Host, default);
        Assert.Equal((ProbeOutcome.Unreachable, $"{Host} has no address"), (found.Outcome, found.Detail));
    }

    private async Task<ProbedExchange> ProbeAsync(IPEndPoint? at = null) =>
        await new SmtpExchangeProbe(_dns, at ?? _server.EndPoint, _authority.Roots, "doctor.test", TimeProvider.System).ProbeAsync(Host, default);
}
