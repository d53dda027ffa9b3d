using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Sekisho.Output;
using Sekisho.Testing.Dns;
using Sekisho.Testing.Smtp;

namespace Sekisho.Tests.Commands.Doctor;

public sealed class DoctorCommandTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();

    public ValueTask DisposeAsync() => _dns.DisposeAsync();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_domain_with_faults_ends_with_1_and_records_to_paste()
    {
        _dns.Add("example.com", "MX", "10 mx.example.com").Add("mx.example.com", "A", "198.51.100.1").Add("example.com", "TXT", "v=spf1 mx +all");
        var run = await RunAsync("--json");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["mx-good", "spf-all-pass", "dkim-not-found", "dmarc-missing", "mta-sts-missing", "tls-rpt-missing", "dane-missing", "bimi-missing"], lines.Select(line => line.GetProperty("code").GetString()));
        var dmarc = lines[3];
        Assert.Equal(("bad", "example.com"), (dmarc.GetProperty("level").GetString(), dmarc.GetProperty("domain").GetString()));
        Assert.Equal(("_dmarc.example.com", "TXT"), (dmarc.GetProperty("records")[0].GetProperty("name").GetString(), dmarc.GetProperty("records")[0].GetProperty("type").GetString()));
        Assert.Equal("v=spf1 mx +all", lines[1].GetProperty("seen").GetString());
        Assert.True(lines.TrueForAll(line => line.GetProperty("advice").GetProperty("ja").GetString()!.Length > 0));
    }

    [Fact]
    public async Task With_connect_to_the_exchanges_are_spoken_with()
    {
        await using var server = ScriptedSmtpServer.Start();
        _dns.Add("example.com", "MX", "10 mx.example.com").Add("mx.example.com", "A", "198.51.100.1");
        var run = await RunAsync("--json", "--connect-to", server.Address);
        Assert.Equal(ExitCodes.Failed, run.Exit);
        var line = JsonDocument.Parse(run.Lines.Single(line => line.Contains("\"check\":\"smtp\"", StringComparison.Ordinal))).RootElement;
        Assert.Equal(("smtp-no-starttls", "mx.example.com", 1), (line.GetProperty("code").GetString(), line.GetProperty("subject").GetString(), server.Sessions));
        Assert.Equal(ExitCodes.WrongUsage, (await RunAsync("--connect-to", "mx.example.com")).Exit);
    }

    [Fact]
    public async Task A_domain_that_is_only_a_name_can_be_in_order()
    {
        _dns.Add("example.com", "MX", "0 .").Add("example.com", "TXT", "v=spf1 -all").Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; rua=mailto:r@example.com");
        var run = await RunAsync("--language", "en");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Contains("note mx", run.Out, StringComparison.Ordinal);
        Assert.Contains("ok   dmarc", run.Out, StringComparison.Ordinal);
        Assert.Contains("nothing to mend", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_read_it_in_their_language()
    {
        var run = await RunAsync("--language", "ja");
        Assert.Contains("SPF レコードがない", run.Out, StringComparison.Ordinal);
        Assert.Contains("-->  _dmarc.example.com. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc-reports@example.com\"", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_server_that_fails_is_told_as_such()
    {
        _dns.Fail("example.com", 2);
        var run = await RunAsync("--json");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains(run.Lines, line => line.Contains("\"level\":\"unknown\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_is_fetched_where_the_name_server_leads_or_the_reason_is_told()
    {
        _dns.Add("example.com", "MX", "10 mx.example.com").Add("mx.example.com", "A", "198.51.100.1").Add("_mta-sts.example.com", "TXT", "v=STSv1; id=1");
        var run = await CommandRun.Of("doctor", "--domain", "example.com", "--dns", _dns.Address, "--json");
        var line = Assert.Single(run.Lines, line => line.Contains("mta-sts", StringComparison.Ordinal) && line.Contains("\"check\":\"mta-sts\"", StringComparison.Ordinal));
        Assert.Contains("mta-sts-fetch", line, StringComparison.Ordinal);
        Assert.Contains("no address", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_gives_the_TLSA_record()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-doctor-").FullName;
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var certificate = new CertificateRequest("CN=mx.example.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
            await File.WriteAllTextAsync(Path.Combine(folder, "a.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "b.pem"), "nothing");
            _dns.Add("example.com", "MX", "10 mx.example.com").Add("mx.example.com", "A", "198.51.100.1");
            string[] arguments = ["doctor", "--domain", "example.com", "--dns", _dns.Address, "--no-fetch", "--certificate"];
            var run = await CommandRun.Of(new FakeSystem(), "", [.. arguments, "a.pem"], folder);
            Assert.Contains($"-->  _25._tcp.mx.example.com. IN TLSA 3 1 1 {Convert.ToHexString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))}", run.Out, StringComparison.Ordinal);
            var bad = await CommandRun.Of(new FakeSystem(), "", [.. arguments, "b.pem"], folder);
            Assert.Contains("no certificate in it", bad.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("doctor", "--domain", "a..b", "--dns", "127.0.0.1:1")]
    [InlineData("doctor", "--domain", "example.com", "--language", "fr")]
    [InlineData("doctor", "--domain", "example.com", "--dns", "nowhere")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments) => Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(arguments)).Exit);

    private Task<CommandRun> RunAsync(params string[] more) => CommandRun.Of(["doctor", "--domain", "example.com", "--dns", _dns.Address, "--no-fetch", .. more]);
}
