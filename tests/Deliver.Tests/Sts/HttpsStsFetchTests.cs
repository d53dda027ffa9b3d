using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sekisho.Deliver.Security;
using Sekisho.Deliver.Sts;
using Sekisho.Dns;
using Sekisho.MailAuth.MtaSts;
using Sekisho.Testing;
using Sekisho.Testing.Dns;
using Sekisho.Testing.Http;

namespace Sekisho.Deliver.Tests.Sts;

public sealed class HttpsStsFetchTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Domain = "example.net";
    private const string Policy = "version: STSv1\r\nmode: enforce\r\nmx: mx.example.net\r\nmax_age: 60\r\n";

    private readonly TestCertificates _certificates = new();
    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();
    private readonly List<IDisposable> _owned = [];
    private ScriptedHttpsServer _server = null!;

    public HttpsStsFetchTests()
    {
        _dns.Add("mta-sts." + Domain, "A", "127.0.0.1");
        Serve("mta-sts." + Domain);
    }

    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(each => each.Dispose());
        await _server.DisposeAsync();
        await _dns.DisposeAsync();
        _certificates.Dispose();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_file_is_fetched_from_its_place()
    {
        _server.Answer = _ => ScriptedHttpsServer.Text("200 OK", "text/plain; charset=utf-8", Policy);
        var fetched = await FetchAsync();
        Assert.Equal(Policy, Encoding.ASCII.GetString(fetched.File!));
        var request = Assert.Single(_server.Requests);
        Assert.StartsWith("GET /.well-known/mta-sts.txt HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Host: mta-sts.example.net", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task A_redirection_is_refused(string status)
    {
        _server.Answer = request => request.Contains("well-known", StringComparison.Ordinal)
            ? ScriptedHttpsServer.Text(status, "text/plain", Policy, $"Location: https://mta-sts.example.net:{_server.Port}/elsewhere.txt\r\n")
            : ScriptedHttpsServer.Text("200 OK", "text/plain", Policy);
        await FailsAsync(TlsFailureTypes.StsPolicyFetchError);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("404 Not Found", "text/plain")]
    [InlineData("206 Partial Content", "text/plain")]
    [InlineData("200 OK", "text/html")]
    [InlineData("200 OK", "application/octet-stream")]
    public async Task Other_answers_and_other_types_are_refused(string status, string type)
    {
        _server.Answer = _ => ScriptedHttpsServer.Text(status, type, Policy);
        await FailsAsync(TlsFailureTypes.StsPolicyFetchError);
    }

    [Fact]
    public async Task A_file_of_64_KB_is_taken_and_a_longer_one_is_not_read_to_its_end()
    {
        var full = Policy + new string('\n', StsPolicyReader.MaxBytes - Policy.Length);
        _server.Answer = _ => ScriptedHttpsServer.Text("200 OK", "text/plain", full);
        Assert.Equal(StsPolicyReader.MaxBytes, (await FetchAsync()).File!.Length);
        _server.Answer = _ => ScriptedHttpsServer.Text("200 OK", "text/plain", full + "\n");
        await FailsAsync(TlsFailureTypes.StsPolicyInvalid);
        _server.Answer = _ => ScriptedHttpsServer.Text("200 OK", "text/plain", new string('x', 30_000_000));
        await FailsAsync(TlsFailureTypes.StsPolicyInvalid);
        _server.Answer = _ => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("4000\r\n" + new string('x', 0x4000) + "\r\n", 10)));
        await FailsAsync(TlsFailureTypes.StsPolicyInvalid);
    }

    [Fact]
    public async Task A_header_without_end_or_nonsense_is_refused()
    {
        _server.Answer = _ => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-Y: " + new string('z', 1000) + "\r\n", 100)));
        await FailsAsync(TlsFailureTypes.StsPolicyFetchError);
        _server.Answer = _ => "what?\r\n\r\n"u8.ToArray();
        await FailsAsync(TlsFailureTypes.StsPolicyFetchError);
        _server.Answer = _ => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\n{Policy}");
        await FailsAsync(TlsFailureTypes.StsPolicyFetchError);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_the_time()
    {
        _server.Answer = _ => null;
        await FailsAsync(TlsFailureTypes.StsPolicyFetchError, seconds: 0.5);
    }

    [Fact]
    public async Task A_certificate_for_another_name_or_of_an_unknown_authority_is_refused()
    {
        await _server.DisposeAsync();
        Serve("www.example.net");
        await FailsAsync(TlsFailureTypes.StsWebPkiInvalid);
        using var unknown = new TestCertificates();
        await _server.DisposeAsync();
        Serve("mta-sts." + Domain);
        await FailsAsync(TlsFailureTypes.StsWebPkiInvalid, roots: unknown.Roots);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_host_without_an_address_or_with_one_of_this_machine_is_not_asked()
    {
        await FailsAsync(TlsFailureTypes.StsPolicyFetchError, "missing.example");
        var fetched = await FetchAsync(allowLoopback: false);
        Assert.Equal(TlsFailureTypes.StsPolicyFetchError, fetched.Failure);
        Assert.Equal(0, _server.Connections);
    }

    private void Serve(string name)
    {
        var certificate = _certificates.ForServer(name);
        _owned.Add(certificate);
        _server = ScriptedHttpsServer.Start(certificate);
        _server.Answer = _ => ScriptedHttpsServer.Text("200 OK", "text/plain", Policy);
    }

    private async Task FailsAsync(string failure, string domain = Domain, double seconds = 30, X509Certificate2Collection? roots = null)
    {
        var fetched = await FetchAsync(domain, seconds, roots);
        Assert.Null(fetched.File);
        Assert.Equal(failure, fetched.Failure);
        Assert.False(string.IsNullOrEmpty(fetched.Problem));
    }

    private async Task<StsFetched> FetchAsync(string domain = Domain, double seconds = 30, X509Certificate2Collection? roots = null, bool allowLoopback = true)
    {
        using var resolver = new DnsResolver(new DnsResolverOptions { Servers = [_dns.EndPoint] }, TimeProvider.System);
        using var fetch = new HttpsStsFetch(resolver, new DeliverOptions { StsPort = _server.Port, StsFetchSeconds = seconds, AllowLoopbackExchanges = allowLoopback }, roots ?? _certificates.Roots, TimeProvider.System);
        return await fetch.FetchAsync(domain, default).WaitAsync(StoreInMemory.Guard);
    }
}
