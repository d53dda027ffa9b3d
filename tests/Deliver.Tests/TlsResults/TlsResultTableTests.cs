using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Deliver.Security;
using Sekisho.Deliver.TlsResults;
using Sekisho.Dns;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Smtp.Client;
using Sekisho.Testing;
using Sekisho.Testing.Dns;

namespace Sekisho.Deliver.Tests.TlsResults;

public sealed class TlsResultTableTests : IDisposable
{
    private const string Record = "v=TLSRPTv1; rua=mailto:tls@example.net";
    private static readonly DateOnly Today = new(2026, 11, 22);

    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-tls-results-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sessions_are_counted_by_day_domain_policy_and_failure_and_kept()
    {
        var table = Open();
        for (var i = 0; i < 3; i++) table.Add(Today, "example.net", Record, Session());
        for (var i = 0; i < 2; i++) table.Add(Today, "example.net", Record, Session(TlsFailureTypes.CertificateExpired));
        table.Add(Today, "example.net", Record, Session(TlsFailureTypes.StartTlsNotSupported));
        table.Add(Today, "example.org", Record, Session());
        table.Add(Today.AddDays(-1), "example.net", Record, Session());
        table.Save(Today);
        foreach (var each in new[] { table, Open() })
        {
            var day = each.Read(Today);
            Assert.Equal(["example.net", "example.org"], day.Domains.Select(domain => domain.Domain));
            Assert.Equal(Record, day.Domains[0].Record);
            var policy = Assert.Single(day.Domains[0].Policies);
            Assert.Equal(("no-policy-found", 3, 3), (policy.PolicyType, policy.Successful, policy.Failed));
            Assert.Equal([("certificate-expired", 2L), ("starttls-not-supported", 1L)], policy.Failures.Select(failure => (failure.ResultType, failure.Count)).Order());
            Assert.Equal(1, Assert.Single(each.Read(Today.AddDays(-1)).Domains[0].Policies).Successful);
        }
    }

    [Fact]
    public void What_it_tells_is_what_a_report_is_written_of()
    {
        var table = Open();
        table.Add(Today, "example.net", Record, Session(TlsFailureTypes.CertificateExpired));
        var written = TlsReportWriter.Write(new TlsReport
        {
            OrganizationName = "us",
            ReportId = "1",
            Begin = DateTimeOffset.UnixEpoch,
            End = DateTimeOffset.UnixEpoch.AddDays(1),
            Policies = table.Read(Today).Domains[0].Policies,
        });
        var read = TlsReportReader.Read(written);
        Assert.Empty(read.Problems);
        Assert.Equal(("example.net", 0, 1), (read.Report!.Policies[0].PolicyDomain, read.Report.Policies[0].Successful, read.Report.Policies[0].Failed));
        Assert.Equal("mx.example.net", read.Report.Policies[0].Failures[0].ReceivingHost);
    }

    [Fact]
    public void A_day_is_read_a_page_at_a_time()
    {
        var table = Open();
        for (var i = 0; i < 25; i++) table.Add(Today, FormattableString.Invariant($"d{i:00}.example"), Record, Session());
        var names = new List<string>();
        for (var after = ""; table.Read(Today, after, 10).Domains is { Count: > 0 } page; after = page[^1].Domain) names.AddRange(page.Select(domain => domain.Domain));
        Assert.Equal(25, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void A_domain_whose_report_was_sent_is_forgotten_for_good()
    {
        var table = Open();
        table.Add(Today, "example.net", Record, Session());
        table.Save(Today);
        Assert.True(table.Remove(Today, "example.net"));
        Assert.False(table.Remove(Today, "example.net"));
        Assert.False(table.Remove(Today.AddDays(1), "example.net"));
        table.Save(Today);
        Assert.Empty(Open().Read(Today).Domains);
    }

    [Fact]
    public void Days_that_nobody_reports_go()
    {
        var table = Open();
        table.Add(Today, "example.net", Record, Session());
        table.Save(Today);
        table.Save(Today.AddDays(TlsResultTable.KeptDays - 1));
        Assert.Single(Directory.GetFiles(_folder));
        table.Save(Today.AddDays(TlsResultTable.KeptDays));
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Empty(table.Read(Today).Domains);
    }

    [Fact]
    public void Domains_policies_and_failures_have_limits()
    {
        var table = Open();
        for (var i = 0; i <= TlsResultTable.MaxDomains; i++) table.Add(Today, FormattableString.Invariant($"d{i}.example"), Record, Session());
        Assert.Equal(TlsResultTable.MaxDomains, table.Read(Today).Domains.Count);
        var day = Today.AddDays(1);
        for (var i = 0; i <= DomainCounts.MaxPolicies; i++) table.Add(day, "example.net", Record, Session() with { PolicyDomain = FormattableString.Invariant($"h{i}") });
        Assert.Equal(DomainCounts.MaxPolicies, table.Read(day).Domains[0].Policies.Count);
        day = day.AddDays(1);
        for (var i = 0; i < DomainCounts.MaxFailures + 10; i++) table.Add(day, "example.net", Record, Session(TlsFailureTypes.ValidationFailure, i.ToString(CultureInfo.InvariantCulture)));
        var policy = table.Read(day).Domains[0].Policies[0];
        Assert.Equal((DomainCounts.MaxFailures + 1, DomainCounts.MaxFailures + 10L), (policy.Failures.Count, policy.Failed));
        Assert.Equal(10, policy.Failures.Single(failure => failure.ReasonCode is null).Count);
    }

    [Fact]
    public void A_damaged_file_is_put_aside()
    {
        File.WriteAllText(Path.Combine(_folder, "2026-11-22.json"), "{\"day\":");
        File.WriteAllText(Path.Combine(_folder, "2026-11-21.json"), "{\"day\":\"2026-11-21\",\"domains\":null}");
        File.WriteAllText(Path.Combine(_folder, "other.json"), "{}");
        var table = Open();
        Assert.Empty(table.Read(Today).Domains);
        Assert.Equal(["2026-11-21.json.bad", "2026-11-22.json.bad", "other.json"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_words_of_strangers_are_printable_and_short()
    {
        var session = TlsSession.Of(new HostSecurity { Tls = SmtpClientTls.Opportunistic, TlsHost = "mx", Domain = "example.net" }, "mx", TlsFailureTypes.ValidationFailure, "a\r\nb\u0000ä", new string('x', 5000));
        Assert.Equal("a??b??", session.Failure!.ReasonCode);
        Assert.Equal(255, session.Failure.ReceivingHelo!.Length);
    }

    [Theory]
    [InlineData(new[] { "v=TLSRPTv1; rua=mailto:a@example.net" }, 1)]
    [InlineData(new[] { "something", "v=TLSRPTv1;rua=mailto:a@example.net" }, 1)]
    [InlineData(new[] { "v=TLSRPTv1; rua=mailto:a@example.net", "v=TLSRPTv1; rua=mailto:b@example.net" }, 0)]
    [InlineData(new[] { "v=TLSRPTv2; rua=mailto:a@example.net" }, 0)]
    [InlineData(new[] { "v=TLSRPTv10; rua=mailto:a@example.net" }, 0)]
    [InlineData(new string[0], 0)]
    public async Task Only_who_asks_for_reports_with_one_record_is_counted(string[] records, int counted)
    {
        var table = Open();
        await RecordAsync(table, dns => Array.ForEach(records, record => dns.Add("_smtp._tls.example.net", "TXT", record)), Session());
        Assert.Equal(counted, table.Read(DateOnly.FromDateTime(new ManualTimeProvider().GetUtcNow().UtcDateTime)).Domains.Count);
    }

    [Fact]
    public async Task With_TLSA_records_the_host_that_has_them_may_ask_for_reports_too()
    {
        var table = Open();
        await RecordAsync(table, dns => dns.Add("_smtp._tls.mx.example.net", "TXT", Record), Session() with { PolicyType = "tlsa", PolicyDomain = "mx.example.net" });
        var clock = new ManualTimeProvider();
        Assert.Equal(["mx.example.net"], table.Read(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Domains.Select(domain => domain.Domain));
    }

    private static async Task RecordAsync(TlsResultTable table, Action<ScriptedDnsServer> publish, TlsSession session)
    {
        await using var dns = ScriptedDnsServer.Start();
        publish(dns);
        using var resolver = new DnsResolver(new DnsResolverOptions { Servers = [dns.EndPoint] }, TimeProvider.System);
        await using var recorder = new TlsResultRecorder(table, resolver, new ManualTimeProvider(), NullLogger.Instance);
        recorder.Add(session);
    }

    private TlsResultTable Open() => TlsResultTable.Open(_folder, Today, NullLogger.Instance);

    private static TlsSession Session(string? failure = null, string? reason = null) =>
        TlsSession.Of(new HostSecurity { Tls = SmtpClientTls.Opportunistic, TlsHost = "mx.example.net", Domain = "example.net" }, "mx.example.net", failure, reason);
}
