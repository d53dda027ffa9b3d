using System.Net;
using System.Text;
using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Reports.Collecting;

public sealed class ObserveMessageTests
{
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private static readonly Reporter Us = new("Us", "noreply@mx.example", null);

    private readonly ZoneResolver _zone = new ZoneResolver().Txt("example.com", "v=spf1 ip4:192.0.2.0/24 -all").Txt("_dmarc.example.com", "v=DMARC1; p=reject; sp=quarantine; rua=mailto:r@example.com");
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task What_passes_is_a_row_of_a_valid_report()
    {
        var observed = await ObserveAsync("192.0.2.1");
        Assert.Equal("example.com", observed!.Domain);
        var report = AssembleReport.Aggregate(Us, observed.Domain, observed.Policy, Day, Day.AddDays(1), [(observed.Row, 3)]);
        var row = Assert.Single(report.Records);
        Assert.Equal((IPAddress.Parse("192.0.2.1"), 3L, "none", false, true), (row.SourceAddress, row.Count, row.Disposition, row.DkimAligned, row.SpfAligned));
        Assert.Equal(("example.com", "bounce.example.com"), (row.HeaderFrom, row.EnvelopeFrom));
        Assert.Equal(("reject", "quarantine", "treewalk"), (report.Policy.Policy, report.Policy.SubdomainPolicy, report.Policy.DiscoveryMethod));
        Assert.Empty(row.Reasons);
        Assert.NotNull(AggregateReportReader.Read(AggregateReportWriter.Write(report with { ReportId = "1" })).Report);
    }

    [Fact]
    public async Task No_local_part_is_kept()
    {
        var observed = await ObserveAsync("192.0.2.1");
        Assert.DoesNotContain("ann", observed!.Row, StringComparison.Ordinal);
        Assert.DoesNotContain("@", observed.Row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com", DmarcPolicy.Reject, "reject", null)]
    [InlineData("example.com", DmarcPolicy.Quarantine, "quarantine", "local_policy")]
    [InlineData("example.com", DmarcPolicy.None, "none", "local_policy")]
    [InlineData("news.example.com", DmarcPolicy.None, "none", "local_policy")]
    [InlineData("news.example.com", DmarcPolicy.Reject, "quarantine", null)]
    public async Task What_was_done_here_is_told_and_why_it_is_less_than_asked_for(string from, DmarcPolicy done, string disposition, string? reason)
    {
        var row = Row(await ObserveAsync("203.0.113.1", from, done));
        Assert.Equal((disposition, reason), (row.Disposition, row.Reasons.Count > 0 ? row.Reasons[0].Type : null));
        Assert.False(row.SpfAligned || row.DkimAligned);
    }

    [Theory]
    [InlineData("203.0.113.1", "open.example")]
    [InlineData("192.0.2.1", "example.com")]
    public async Task What_filters_of_ours_do_beyond_the_policy_is_nobodys_business(string client, string from)
    {
        _zone.Txt("_dmarc.open.example", "v=DMARC1; p=none; rua=mailto:r@open.example");
        var row = Row(await ObserveAsync(client, from, DmarcPolicy.Reject));
        Assert.Equal(("none", 0), (row.Disposition, row.Reasons.Count));
    }

    [Theory]
    [InlineData(DmarcPolicy.None, "none")]
    [InlineData(DmarcPolicy.Quarantine, "quarantine")]
    public async Task An_override_of_the_operator_is_the_reason(DmarcPolicy policy, string disposition)
    {
        var options = new DmarcOptions { Overrides = new Dictionary<string, DmarcPolicy>(StringComparer.Ordinal) { ["example.com"] = policy } };
        var row = Row(await ObserveAsync("203.0.113.1", options: options));
        Assert.Equal((disposition, "local_policy"), (row.Disposition, Assert.Single(row.Reasons).Type));
    }

    [Fact]
    public async Task Testing_is_given_as_the_reason()
    {
        _zone.Txt("_dmarc.test.example", "v=DMARC1; p=reject; t=y; rua=mailto:r@test.example");
        var row = Row(await ObserveAsync("203.0.113.1", from: "test.example"));
        Assert.Equal(("quarantine", "policy_test_mode"), (row.Disposition, Assert.Single(row.Reasons).Type));
    }

    [Fact]
    public async Task Nobody_is_told_who_did_not_ask()
    {
        _zone.Txt("_dmarc.silent.example", "v=DMARC1; p=reject");
        Assert.Null(await ObserveAsync("203.0.113.1", from: "silent.example"));
        Assert.Null(await ObserveAsync("203.0.113.1", from: "none.example"));
        Assert.Null(await ObserveAsync(null));
    }

    [Fact]
    public async Task A_subdomains_mail_is_told_to_whom_the_record_belongs()
    {
        var observed = await ObserveAsync("203.0.113.1", from: "news.example.com");
        Assert.Equal(("example.com", "quarantine", "news.example.com"), (observed!.Domain, Row(observed).Disposition, Row(observed).HeaderFrom));
    }

    [Fact]
    public void A_row_that_is_none_of_ours_is_left_out()
    {
        string[] broken = ["", "{", "[]", "{\"ip\":\"x\"}", "null", "{\"ip\":5}"];
        Assert.Empty(AssembleReport.Aggregate(Us, "example.com", "", Day, Day.AddDays(1), broken.Select(row => (row, 1L))).Records);
        Assert.Empty(AssembleReport.Tls(Us, "1", "example.com", Day, Day.AddDays(1), new[] { "", "{", "[]" }.Select(row => (row, 1L))).Policies);
    }

    [Fact]
    public void Sessions_are_summed_up_by_policy()
    {
        var good = new TlsSession { Domain = "Example.com", PolicyType = "sts", PolicyText = ["version: STSv1", "mode: enforce"], MxHosts = ["mx.example.com"] };
        var bad = good with { Failure = new Sekisho.MailAuth.Reports.Tls.TlsFailure { ResultType = "certificate-expired", ReceivingHost = "mx.example.com", Count = 99 } };
        var none = good with { PolicyType = "no-policy-found", PolicyText = [], MxHosts = [] };
        Assert.Equal("example.com", good.ToObserved()!.Domain);
        Assert.Null((good with { Domain = "[192.0.2.1]" }).ToObserved());
        var report = AssembleReport.Tls(Us, "1", "example.com", Day, Day.AddDays(1), [(good.ToObserved()!.Row, 5), (bad.ToObserved()!.Row, 2), (none.ToObserved()!.Row, 1)]);
        Assert.Equal([("sts", 5L, 2L), ("no-policy-found", 1L, 0L)], report.Policies.Select(policy => (policy.PolicyType, policy.Successful, policy.Failed)));
        Assert.Equal(("certificate-expired", 2L), (Assert.Single(report.Policies[0].Failures).ResultType, report.Policies[0].Failures[0].Count));
    }

    private static AggregateRecord Row(Observed? observed) => Assert.Single(AssembleReport.Aggregate(Us, observed!.Domain, observed.Policy, Day, Day.AddDays(1), [(observed.Row, 1)]).Records);

    private async Task<Observed?> ObserveAsync(string? client, string from = "example.com", DmarcPolicy done = DmarcPolicy.Reject, DmarcOptions? options = null)
    {
        _zone.Txt("bounce.example.com", "v=spf1 ip4:192.0.2.0/24 -all");
        var message = Encoding.ASCII.GetBytes($"From: Ann <ann@{from}>\r\nSubject: x\r\n\r\nHello.\r\n");
        var address = client is null ? null : IPAddress.Parse(client);
        var request = new SenderRequest { Message = message, ClientAddress = address, Helo = "mail.example.net", MailFrom = "ann@bounce.example.com" };
        var outcome = await new SenderAuthentication(_zone, _clock, null, dmarc: options).AuthenticateAsync(request, Sekisho.Mime.MimeMessage.Read(message), default);
        return ObserveMessage.Of(outcome, address, "ann@bounce.example.com", done);
    }
}
