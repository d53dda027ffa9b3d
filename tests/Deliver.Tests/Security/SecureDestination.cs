using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Deliver.Reporting;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Queue;
using Sekisho.Testing;
using Sekisho.Testing.Dns;
using Sekisho.Testing.Http;
using Sekisho.Testing.Smtp;

namespace Sekisho.Deliver.Tests.Security;

/// <summary>A destination on loopback, example.net with the exchange mx.example.net: its server, its policy host, its names, and deliver.</summary>
internal sealed class SecureDestination : IAsyncDisposable
{
    public const string Domain = "example.net";
    public const string Host = "mx.example.net";

    private readonly List<IDisposable> _owned = [];
    private readonly TemporaryFolder _folder = new("roots");

    private SecureDestination(ScriptedSmtpServer server, ScriptedHttpsServer https, TestCertificates authority, CertificateChain chain)
    {
        Server = server;
        Https = https;
        Authority = authority;
        Chain = chain;
    }

    public ScriptedSmtpServer Server { get; }

    public ScriptedHttpsServer Https { get; }

    /// <summary>The authority that everybody believes.</summary>
    public TestCertificates Authority { get; }

    /// <summary>A chain that nobody believes but for TLSA records.</summary>
    public CertificateChain Chain { get; }

    public DeliverUnderTest Deliver { get; private set; } = null!;

    public ScriptedDnsServer Dns => Deliver.Dns;

    public static async Task<SecureDestination> StartAsync(Func<DeliverOptions, DeliverOptions>? change = null, bool reports = true, string policyDomain = Domain)
    {
        var authority = new TestCertificates();
        var server = ScriptedSmtpServer.Start();
        var policyHost = authority.ForServer("mta-sts." + policyDomain);
        var https = ScriptedHttpsServer.Start(policyHost);
        var destination = new SecureDestination(server, https, authority, new CertificateChain(Host));
        destination._owned.Add(policyHost);
        var roots = destination._folder["roots.pem"];
        await File.WriteAllTextAsync(roots, authority.Root.ExportCertificatePem());
        DeliverOptions Options(DeliverOptions options)
        {
            options = options with { MxPort = server.EndPoint.Port, StsPort = https.Port, PublicCertificatesFile = roots, Reports = new ReportOptions { From = "reports@mail.test" } };
            return change is null ? options : change(options);
        }

        destination.Deliver = await DeliverUnderTest.StartAsync(Options);
        destination.Dns.Add(Domain, "MX", "10 " + Host).Add(Host, "A", "127.0.0.1").Add("mta-sts." + policyDomain, "A", "127.0.0.1");
        if (reports) destination.Dns.Add("_smtp._tls." + Domain, "TXT", "v=TLSRPTv1; rua=mailto:tls@example.net");
        return destination;
    }

    /// <summary>The server shows a certificate that everybody believes.</summary>
    public void Certify(string name = Host)
    {
        Server.Certificate = Authority.ForServer(name);
        _owned.Add(Server.Certificate);
    }

    /// <summary>The server shows the chain that only TLSA records can vouch for.</summary>
    public void CertifyPrivately()
    {
        Server.Certificate = Chain.Server;
        Server.OtherCertificates = [Chain.Issuer, Chain.Root];
    }

    /// <summary>Publishes a policy.</summary>
    public void Publish(string mode, string mx = Host, string id = "1", string domain = Domain)
    {
        Dns.Add("_mta-sts." + domain, "TXT", $"v=STSv1; id={id};");
        Https.Answer = _ => ScriptedHttpsServer.Text("200 OK", "text/plain", $"version: STSv1\r\nmode: {mode}\r\nmx: {mx}\r\nmax_age: 86400\r\n");
    }

    /// <summary>Publishes a TLSA record of the server's port.</summary>
    public void PublishTlsa(int usage, int selector, int matching, X509Certificate2 of, string host = Host)
    {
        var data = selector == 1 ? of.PublicKey.ExportSubjectPublicKeyInfo() : of.RawData;
        PublishTlsa($"{usage} {selector} {matching} {Convert.ToHexString(matching switch { 0 => data, 1 => SHA256.HashData(data), _ => SHA512.HashData(data) })}", host);
    }

    public void PublishTlsa(string record, string host = Host) => Dns.Add(TlsaName(host), "TLSA", record);

    public string TlsaName(string host = Host) => FormattableString.Invariant($"_{Server.EndPoint.Port}._tcp.{host}");

    /// <summary>Sends a message to the domain.</summary>
    public async Task<RecipientResult> SendAsync(bool requireTls = false, string content = DeliverUnderTest.Message, TlsPolicy route = TlsPolicy.Opportunistic) =>
        (await Deliver.DeliverAsync(DeliverUnderTest.Mx(Domain, route), content, change: job => job with { Envelope = WithTls(job.Envelope, requireTls) })).Request.Results.Single();

    /// <summary>Ends the role; what it counted for the domain under its only policy.</summary>
    public async Task<TlsPolicyResult> CountedAsync() => Assert.Single(Assert.Single(await AllCountedAsync()).Policies);

    public Task<IReadOnlyList<TlsReport>> AllCountedAsync() => Deliver.EndAndReportTlsAsync();

    public async ValueTask DisposeAsync()
    {
        await Deliver.DisposeAsync();
        await Server.DisposeAsync();
        await Https.DisposeAsync();
        _owned.ForEach(each => each.Dispose());
        Chain.Dispose();
        Authority.Dispose();
        _folder.Dispose();
    }

    private static Envelope WithTls(Envelope envelope, bool required) => envelope with { RequireTls = required };
}
