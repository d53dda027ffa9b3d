using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Authentication;

public sealed class AuthenticationSignalTests
{
    private const string Message = "From: Ann <ann@example.com>\r\nTo: b@example.org\r\nSubject: x\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\nHello.\r\n";

    private readonly Texts _dns = new()
    {
        ["example.com"] = "v=spf1 ip4:192.0.2.0/24 -all",
        ["_dmarc.example.com"] = "v=DMARC1; p=reject",
    };

    [Fact]
    public async Task What_the_senders_domain_allows_passes()
    {
        var verdict = await InspectAsync("192.0.2.1");
        Assert.Equal(("pass", "none", "pass", "none"), (verdict.Fact("auth.spf"), verdict.Fact("auth.dkim"), verdict.Fact("auth.dmarc"), verdict.Fact("auth.arc")));
        Assert.Equal(("example.com", "ip4:192.0.2.0/24", "reject", "none"), (verdict.Fact("auth.spf_domain"), verdict.Fact("auth.spf_term"), verdict.Fact("auth.dmarc_policy"), verdict.Fact("auth.dmarc_applied")));
        Assert.Equal(Disposition.Accept, verdict.Disposition);
        Assert.StartsWith("Authentication-Results: mx.example.org;\r\n spf=pass", verdict.AuthenticationResults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Disposition.Quarantine)]
    [InlineData(Disposition.Reject)]
    public async Task What_the_domains_owner_wants_refused_is_kept_or_refused(Disposition becomes)
    {
        var verdict = await InspectAsync("203.0.113.1", options => options.WhenDmarcRejects = becomes);
        Assert.Equal(("fail", "fail", "reject"), (verdict.Fact("auth.spf"), verdict.Fact("auth.dmarc"), verdict.Fact("auth.dmarc_applied")));
        Assert.Equal(becomes, verdict.Disposition);
        Assert.Equal(ReasonCode.DmarcReject, Assert.Single(verdict.Reasons).Code);
    }

    [Fact]
    public async Task A_local_override_goes_before_the_owners_policy()
    {
        var verdict = await InspectAsync("203.0.113.1", options => options.DmarcOverrides = new Dictionary<string, string> { ["example.com"] = "none" });
        Assert.Equal(("fail", "none", Disposition.Accept), (verdict.Fact("auth.dmarc"), verdict.Fact("auth.dmarc_applied"), verdict.Disposition));
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("_dmarc.example.com")]
    public async Task A_failing_DNS_never_refuses(string name)
    {
        _dns[name] = null;
        var verdict = await InspectAsync("203.0.113.1", options => options.WhenDmarcRejects = Disposition.Reject);
        Assert.Equal(("temperror", Disposition.Accept), (verdict.Fact("auth.dmarc"), verdict.Disposition));
    }

    [Fact]
    public async Task A_second_From_does_not_hide_the_first()
    {
        var verdict = await InspectAsync("203.0.113.1", message: "From: x@elsewhere.example\r\n" + Message);
        Assert.Equal(("fail", "reject"), (verdict.Fact("auth.dmarc"), verdict.Fact("auth.dmarc_applied")));
        Assert.Contains("SeveralFields: 2", Assert.IsType<string[]>(verdict.Fact("auth.from")));
    }

    [Fact]
    public async Task Mail_of_our_own_accounts_and_without_name_servers_is_not_looked_up()
    {
        var own = await InspectAsync("203.0.113.1", account: "ann@example.com");
        Assert.Null(own.Fact("auth.spf"));
        Assert.Null(own.AuthenticationResults);
        var off = await InspectAsync("203.0.113.1", options => options.AuthenticateSenders = false);
        Assert.Null(off.Fact("auth.dmarc"));
        await using var alone = Inspector.Create(new InspectOptions());
        Assert.Null((await alone.InspectAsync(new InspectRequest { Id = "1", ClientAddress = "203.0.113.1", MailFrom = "ann@example.com" }, Encoding.ASCII.GetBytes(Message))).Fact("auth.spf"));
    }

    [Fact]
    public async Task Results_that_claim_our_name_are_to_be_left_out()
    {
        var verdict = await InspectAsync("192.0.2.1", message: "Authentication-Results: mx.example.org;\r\n\tspf=pass\r\n" + Message);
        Assert.Equal(1L, verdict.Fact("auth.forged_results"));
        Assert.Equal([new ContentRange(0, 52)], verdict.Remove);
    }

    private async Task<Verdict> InspectAsync(string client, Action<InspectOptions>? change = null, string message = Message, string? account = null)
    {
        var options = new InspectOptions { HostName = "mx.example.org" };
        change?.Invoke(options);
        await using var inspector = Inspector.Create(options, resolver: _dns);
        return await inspector.InspectAsync(new InspectRequest { Id = "1", ClientAddress = client, Helo = "mail.example.net", MailFrom = "ann@example.com", Account = account }, Encoding.ASCII.GetBytes(message));
    }

    /// <summary>TXT records; null: the look-up fails.</summary>
    private sealed class Texts : Dictionary<string, string?>, IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            var known = TryGetValue(name.Text, out var text);
            return ValueTask.FromResult(new DnsAnswer
            {
                Status = !known ? DnsStatus.NxDomain : text is null ? DnsStatus.ServFail : type == DnsRecordType.Txt ? DnsStatus.Success : DnsStatus.NoData,
                Name = name,
                Type = type,
                CanonicalName = name,
                Records = text is not null && type == DnsRecordType.Txt ? [new TxtRecord(name, 1, [Encoding.ASCII.GetBytes(text)])] : [],
            });
        }
    }
}
