using Sekisho.Deliver.Reporting;
using Sekisho.Deliver.Security;
using Sekisho.Dns;
using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Dane;
using Sekisho.MailAuth.MtaSts;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.Smtp.Client;
using Sekisho.Testing.Dns;

namespace Sekisho.Deliver.Tests.Reporting;

public sealed class TlsSessionRecorderTests
{
    private const string Record = "v=TLSRPTv1; rua=mailto:a@example.net";

    [Theory]
    [InlineData(new[] { Record }, 1)]
    [InlineData(new[] { "something", "v=TLSRPTv1;rua=mailto:a@example.net" }, 1)]
    [InlineData(new[] { Record, "v=TLSRPTv1; rua=mailto:b@example.net" }, 0)]
    [InlineData(new[] { "v=TLSRPTv2; rua=mailto:a@example.net" }, 0)]
    [InlineData(new string[0], 0)]
    public async Task Only_for_who_asks_for_reports_with_one_record_sessions_are_noted(string[] records, int noted) =>
        Assert.Equal(noted, (await RecordAsync(dns => Array.ForEach(records, record => dns.Add("_smtp._tls.example.net", "TXT", record)), Plain)).Count);

    [Fact]
    public async Task With_TLSA_records_the_host_that_has_them_may_ask_for_reports_too()
    {
        var dane = ToTlsSession.Of(new HostSecurity { Method = SecurityMethod.Dane, Tls = SmtpClientTls.Verified, TlsHost = "mx.example.net", Domain = "example.net" }, "mx.example.net", null);
        Assert.Equal("mx.example.net", dane.PolicyDomain);
        var observed = await RecordAsync(dns => dns.Add("_smtp._tls.mx.example.net", "TXT", Record), dane);
        Assert.Equal(["mx.example.net"], observed.Select(one => one.Domain));
    }

    [Fact]
    public void The_largest_session_fits_into_a_row_whatever_strangers_said()
    {
        var hostile = new string('<', 5000) + "\r\n\0\"\u00e4";
        var patterns = Enumerable.Repeat(new string('a', 63), StsPolicyReader.MaxMxPatterns).ToList();
        var records = Enumerable.Repeat(new DaneRecord(true, false, 0, new byte[DaneRecord.MaxDataBytes]), DaneRecord.MaxRecords).ToList();
        foreach (var method in Enum.GetValues<SecurityMethod>())
        {
            var security = new HostSecurity { Method = method, Tls = SmtpClientTls.Verified, TlsHost = new string('h', 253), Domain = new string('d', 60), Records = records, Policy = new StsPolicy(StsMode.Enforce, TimeSpan.FromDays(1), patterns) };
            var session = ToTlsSession.Of(security, hostile, TlsFailureTypes.CertificateHostMismatch, hostile, hostile, System.Net.IPAddress.IPv6Loopback, System.Net.IPAddress.IPv6Loopback);
            var observed = session.ToObserved()!;
            Assert.True(new Observation(ObservationKind.Tls, observed.Domain, observed.Policy, observed.Row).IsWithinLimits(), $"{method}: {observed.Row.Length}");
            Assert.Equal(ToTlsSession.MaxTextChars, session.Failure!.ReceivingHelo!.Length);
            Assert.DoesNotContain('<', session.Failure.ReasonCode!);
        }
    }

    private static TlsSession Plain { get; } = ToTlsSession.Of(new HostSecurity { Tls = SmtpClientTls.Opportunistic, TlsHost = "mx.example.net", Domain = "example.net" }, "mx.example.net", null);

    private static async Task<List<Observation>> RecordAsync(Action<ScriptedDnsServer> publish, TlsSession session)
    {
        await using var dns = ScriptedDnsServer.Start();
        publish(dns);
        var store = new ReportStore();
        var log = new TlsSessionLog(store);
        using var resolver = new DnsResolver(new DnsResolverOptions { Servers = [dns.EndPoint] }, TimeProvider.System);
        await using (var recorder = new TlsSessionRecorder(log, resolver)) recorder.Add(session);
        await log.FlushAsync(default);
        return store.Observed;
    }
}
