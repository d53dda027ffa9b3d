using System.Security.Cryptography;
using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Posture;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Posture;

public sealed class DomainPostureTests
{
    private const string Policy = "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 1209600\r\n";

    private readonly ZoneResolver _zone = new();
    private readonly Policies _policies = new();

    [Fact]
    public async Task A_domain_that_is_in_order_needs_nothing()
    {
        Sound();
        var findings = await ExamineAsync();
        Assert.All(findings, finding => Assert.True(finding.Level is PostureLevel.Good or PostureLevel.Note, $"{finding.Code}: {finding.Text.En}"));
        Assert.Equal(["mx", "spf", "dkim", "dmarc", "mta-sts", "tls-rpt", "dane", "bimi"], findings.Select(finding => finding.Check).Distinct());
    }

    [Fact]
    public async Task A_domain_with_nothing_is_given_records_to_paste()
    {
        _zone.Mx("example.com", 10, "mx.example.com").Address("mx.example.com", "198.51.100.1");
        var findings = await ExamineAsync();
        Assert.Equal(["spf-missing", "dmarc-missing", "mta-sts-missing"], Wrong(findings));
        var records = findings.SelectMany(finding => finding.Records).ToList();
        Assert.Contains(new PasteRecord("example.com", "TXT", "v=spf1 mx ~all"), records);
        Assert.Contains(new PasteRecord("_dmarc.example.com", "TXT", "v=DMARC1; p=none; rua=mailto:dmarc-reports@example.com"), records);
        Assert.Contains(new PasteRecord("_smtp._tls.example.com", "TXT", "v=TLSRPTv1; rua=mailto:tls-reports@example.com"), records);
        Assert.Contains(records, record => record.Type == "file" && record.Value.Contains("mx: mx.example.com\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_record_to_paste_is_found_good_once_it_is_published()
    {
        _zone.Mx("example.com", 10, "mx.example.com").Address("mx.example.com", "198.51.100.1");
        foreach (var record in (await ExamineAsync()).SelectMany(finding => finding.Records))
        {
            if (record.Type == "file") _policies.File = Encoding.UTF8.GetBytes(record.Value);
            else _zone.Txt(record.Name, record.Value);
        }

        Assert.Equal(["dmarc-none"], Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task Every_finding_speaks_both_languages()
    {
        _zone.Mx("example.com", 10, "mx.example.com").Txt("example.com", "v=spf1 ?all ptr").Txt("_dmarc.example.com", "v=DMARC1; p=none");
        var findings = await ExamineAsync();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.True(finding.Text.En.All(char.IsAscii) && finding.Text.Ja.Any(sign => sign > '\u3000'), finding.Code));
    }

    [Theory]
    [InlineData("v=spf1 +all", "spf-all-pass")]
    [InlineData("v=spf1 ?all", "spf-all-neutral")]
    [InlineData("v=spf1 ip4:192.0.2.0/24", "spf-no-all")]
    [InlineData("v=spf1 ptr -all", "spf-ptr")]
    [InlineData("v=spf1 ip4:0.0.0.0/1 -all", "spf-wide")]
    [InlineData("v=spf1 ipv4:192.0.2.1 -all", "spf-syntax")]
    [InlineData("v=spf1 include:none.example -all", "spf-include")]
    [InlineData("v=spf1 include:example.com -all", "spf-include")]
    [InlineData("v=spf1 a:n1.example a:n2.example a:n3.example -all", "spf-void")]
    public async Task Faults_of_SPF_are_named(string record, string code)
    {
        Sound();
        _zone.Remove("example.com", DnsRecordType.Txt).Txt("example.com", record);
        Assert.Contains(code, Wrong(await ExamineAsync()));
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, "spf-lookups-near")]
    [InlineData(10, "spf-lookups-near")]
    [InlineData(11, "spf-lookups")]
    public async Task The_look_ups_of_SPF_are_counted_through_includes(int lookups, string? code)
    {
        Sound();
        var inner = string.Join(' ', Enumerable.Range(2, lookups - 1).Select(i => $"a:h{i}.example.com"));
        for (var i = 2; i <= lookups; i++) _zone.Address($"h{i}.example.com", "192.0.2.1");
        _zone.Remove("example.com", DnsRecordType.Txt).Txt("example.com", "v=spf1 include:_spf.example.com -all").Txt("_spf.example.com", $"v=spf1 {inner} -all");
        var findings = await ExamineAsync();
        Assert.Equal(code is null ? [] : [code], Wrong(findings));
        Assert.Contains(findings, finding => finding.Check == "spf" && finding.Text.En.Contains(FormattableString.Invariant($"{lookups} "), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_records_of_one_kind_are_as_good_as_none()
    {
        Sound();
        _zone.Txt("example.com", "v=spf1 -all").Txt("_dmarc.example.com", "v=DMARC1; p=none").Txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:b@example.com").Txt("s1._domainkey.example.com", "v=DKIM1; p=");
        Assert.Equal(["spf-several", "dkim-several", "dmarc-several", "tls-rpt-several"], Wrong(await ExamineAsync()));
    }

    [Theory]
    [InlineData(1024, "dkim-weak-key")]
    [InlineData(2048, null)]
    public async Task The_length_of_a_key_is_judged(int bits, string? code)
    {
        Sound();
        _zone.Remove("s1._domainkey.example.com", DnsRecordType.Txt).Txt("s1._domainkey.example.com", Key(bits));
        Assert.Equal(code is null ? [] : [code], Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task A_selector_that_was_named_must_be_there()
    {
        Sound();
        Assert.Equal(["dkim-no-key"], Wrong(await ExamineAsync(selectors: ["s1", "gone"])));
        Assert.DoesNotContain(await ExamineAsync(selectors: ["gone"]), finding => finding.Code == "dkim-good");
    }

    [Theory]
    [InlineData("v=DKIM1; p=", "dkim-revoked", PostureLevel.Note)]
    [InlineData("v=DKIM1; k=rsa; p=AAAA", "dkim-bad-key", PostureLevel.Bad)]
    [InlineData("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "dkim-good", PostureLevel.Good)]
    [InlineData("v=DKIM1; k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "dkim-testing", PostureLevel.Warning)]
    public async Task What_a_key_record_says_is_understood(string record, string code, PostureLevel level)
    {
        Sound();
        _zone.Remove("s1._domainkey.example.com", DnsRecordType.Txt).Txt("s1._domainkey.example.com", record);
        Assert.Equal(level, Assert.Single(await ExamineAsync(), finding => finding.Code == code).Level);
    }

    [Theory]
    [InlineData("v=DMARC1; p=none; rua=mailto:r@example.com", "dmarc-none")]
    [InlineData("v=DMARC1; p=reject; t=y; rua=mailto:r@example.com", "dmarc-testing")]
    [InlineData("v=DMARC1; p=reject", "dmarc-no-rua")]
    [InlineData("v=DMARC1; p=reject; sp=none; rua=mailto:r@example.com", "dmarc-sp")]
    [InlineData("v=DMARC1; p=rejekt; rua=mailto:r@example.com", "dmarc-bad-policy")]
    [InlineData("v=DMARC1; p=reject; p=none; rua=mailto:r@example.com", "dmarc-twice")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:r@elsewhere.example", "dmarc-rua-not-confirmed")]
    [InlineData("v=dmarc1; p=reject; rua=mailto:r@example.com", "dmarc-syntax")]
    public async Task Faults_of_DMARC_are_named(string record, string code)
    {
        Sound();
        _zone.Remove("_dmarc.example.com", DnsRecordType.Txt).Txt("_dmarc.example.com", record);
        Assert.Contains(code, Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task The_next_step_of_a_policy_is_ready_to_paste()
    {
        Sound();
        _zone.Remove("_dmarc.example.com", DnsRecordType.Txt).Txt("_dmarc.example.com", "v=DMARC1; p=none; pct=50; rua=mailto:r@example.com;");
        var findings = await ExamineAsync();
        Assert.Equal("v=DMARC1; p=quarantine; rua=mailto:r@example.com", Assert.Single(Assert.Single(findings, finding => finding.Code == "dmarc-none").Records).Value);
        Assert.Contains(findings, finding => finding.Code == "dmarc-old-tags");
    }

    [Fact]
    public async Task The_policy_of_the_organization_holds_for_a_subdomain()
    {
        Sound();
        var findings = await ExamineAsync("news.example.com");
        Assert.Contains("from example.com, p=", Assert.Single(findings, finding => finding.Code == "dmarc-good").Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: STSv1\r\nmode: enforce\r\nmx: other.example.com\r\nmax_age: 1209600\r\n", "mta-sts-mx")]
    [InlineData("version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 600\r\n", "mta-sts-max-age")]
    [InlineData("version: STSv1\r\nmode: none\r\nmax_age: 1209600\r\n", "mta-sts-mode-none")]
    [InlineData("<html>", "mta-sts-policy")]
    public async Task Faults_of_the_MTA_STS_policy_are_named(string file, string code)
    {
        Sound();
        _policies.File = Encoding.UTF8.GetBytes(file);
        Assert.Equal([code], Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task A_policy_that_cannot_be_fetched_or_a_bad_record_is_told()
    {
        Sound();
        _policies.File = null;
        Assert.Equal(["mta-sts-fetch"], Wrong(await ExamineAsync()));
        _zone.Txt("_mta-sts.example.com", "v=STSv1; id=2");
        Assert.Equal(["mta-sts-record"], Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task TLSA_records_count_only_when_they_are_vouched_for()
    {
        Sound();
        _zone.Add(new TlsaRecord(Name("_25._tcp.mx.example.com"), 60, 3, 1, 1, new byte[32]));
        Assert.Equal(["dane-unsigned"], Wrong(await ExamineAsync()));
        Assert.Contains(await ExamineAsync(resolver: new Vouching(_zone)), finding => finding.Code == "dane-good");
        _zone.Remove("_25._tcp.mx.example.com", DnsRecordType.Tlsa).Add(new TlsaRecord(Name("_25._tcp.mx.example.com"), 60, 1, 1, 1, new byte[32]));
        Assert.Equal(["dane-unusable"], Wrong(await ExamineAsync(resolver: new Vouching(_zone))));
        _zone.Fail("_25._tcp.mx.example.com", DnsRecordType.Tlsa, DnsStatus.ServFail);
        Assert.Equal(["dane-unknown"], Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task With_the_key_at_hand_the_TLSA_record_is_ready_to_paste_and_compared()
    {
        Sound();
        var key = SHA256.HashData("key"u8);
        var request = new PostureRequest { Domain = "example.com", KeyHash = key };
        var posture = new DomainPosture(new Vouching(_zone), _policies, new ManualTimeProvider());
        var paste = new PasteRecord("_25._tcp.mx.example.com", "TLSA", "3 1 1 " + Convert.ToHexString(key));
        Assert.Equal([paste], Assert.Single(await posture.ExamineAsync(request), finding => finding.Code == "dane-missing").Records);
        _zone.Add(new TlsaRecord(Name("_25._tcp.mx.example.com"), 60, 3, 1, 1, new byte[32]));
        Assert.Equal([paste], Assert.Single(await posture.ExamineAsync(request), finding => finding.Code == "dane-mismatch").Records);
        _zone.Add(new TlsaRecord(Name("_25._tcp.mx.example.com"), 60, 3, 1, 1, key));
        Assert.Contains(await posture.ExamineAsync(request), finding => finding.Code == "dane-good");
    }

    [Fact]
    public async Task One_mail_exchange_without_TLSA_leaves_the_door_open()
    {
        Sound();
        _zone.Mx("example.com", 20, "mx2.example.com").Address("mx2.example.com", "198.51.100.2").Add(new TlsaRecord(Name("_25._tcp.mx.example.com"), 60, 3, 1, 1, new byte[32]));
        _policies.File = Encoding.UTF8.GetBytes(Policy.Replace("mx: mx.", "mx: mx2.example.com\r\nmx: mx.", StringComparison.Ordinal));
        Assert.Equal(["dane-some"], Wrong(await ExamineAsync(resolver: new Vouching(_zone))));
    }

    [Fact]
    public async Task A_domain_that_enforces_DMARC_is_given_a_record_for_its_logo()
    {
        Sound();
        _zone.Remove("default._bimi.example.com", DnsRecordType.Txt);
        var record = Assert.Single((await ExamineAsync()).Single(finding => finding.Code == "bimi-missing").Records);
        _zone.Txt(record.Name, record.Value);
        Assert.Contains(await ExamineAsync(), finding => finding.Code == "bimi-good");
    }

    [Fact]
    public async Task A_domain_that_sends_nothing_is_given_the_record_that_revokes_every_key()
    {
        _zone.Mx("example.com", 0, "").Txt("example.com", "v=spf1 -all");
        var record = Assert.Single((await ExamineAsync()).Single(finding => finding.Code == "dkim-none").Records);
        Assert.Equal("*._domainkey.example.com. IN TXT \"v=DKIM1; p=\"", record.ToZoneLine());
    }

    [Theory]
    [InlineData("v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/vmc.pem", "bimi-good")]
    [InlineData("v=BIMI1; l=; a=;", "bimi-declined")]
    [InlineData("v=BIMI1; l=http://example.com/logo.svg", "bimi-logo")]
    public async Task A_logo_is_judged(string record, string code)
    {
        Sound();
        _zone.Txt("default._bimi.example.com", record);
        Assert.Contains(await ExamineAsync(), finding => finding.Code == code);
    }

    [Fact]
    public async Task A_logo_needs_an_enforced_policy()
    {
        Sound();
        _zone.Remove("_dmarc.example.com", DnsRecordType.Txt).Txt("_dmarc.example.com", "v=DMARC1; p=none; rua=mailto:r@example.com").Txt("default._bimi.example.com", "v=BIMI1; l=https://example.com/logo.svg");
        Assert.Equal(["dmarc-none", "bimi-dmarc"], Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task Mail_exchanges_must_be_reachable_names()
    {
        Sound();
        _zone.Mx("example.com", 20, "gone.example.com").Mx("example.com", 30, "inside.example.com").Address("inside.example.com", "10.1.2.3").Mx("example.com", 40, "alias.example.com").Alias("alias.example.com", "mx.example.com").Mx("example.com", 50, "192.0.2.9");
        _policies.File = Encoding.UTF8.GetBytes("version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmx: 192.0.2.9\r\nmax_age: 1209600\r\n");
        Assert.Equal(["mx-no-address", "mx-private", "mx-alias", "mx-address"], Wrong(await ExamineAsync()));
    }

    [Fact]
    public async Task A_domain_that_takes_no_mail_is_not_asked_for_TLS()
    {
        _zone.Mx("example.com", 0, "");
        var findings = await ExamineAsync();
        Assert.Equal(["spf-missing", "dmarc-missing"], Wrong(findings));
        Assert.Equal(["v=spf1 -all", "v=DKIM1; p=", "v=DMARC1; p=reject;"], findings.SelectMany(finding => finding.Records).Select(record => record.Value));
    }

    [Fact]
    public async Task What_the_DNS_does_not_answer_is_unknown_not_missing()
    {
        foreach (var (name, type) in new[] { ("example.com", DnsRecordType.Mx), ("example.com", DnsRecordType.Txt), ("_dmarc.example.com", DnsRecordType.Txt), ("_mta-sts.example.com", DnsRecordType.Txt), ("_smtp._tls.example.com", DnsRecordType.Txt), ("default._bimi.example.com", DnsRecordType.Txt) }) _zone.Fail(name, type);
        Assert.Equal(["mx-unknown", "spf-unknown", "dmarc-unknown", "mta-sts-unknown", "tls-rpt-unknown", "bimi-unknown"], Wrong(await ExamineAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("[192.0.2.1]")]
    public async Task What_is_no_domain_has_no_findings(string domain) => Assert.Empty(await ExamineAsync(domain));

    [Fact]
    public async Task Look_ups_are_bounded_whatever_the_records_say()
    {
        Sound();
        var tree = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"include:t{i}.example.com"));
        _zone.Remove("example.com", DnsRecordType.Txt).Txt("example.com", $"v=spf1 {tree} -all");
        for (var i = 0; i < 30; i++) _zone.Txt($"t{i}.example.com", $"v=spf1 {tree} -all");
        Assert.Contains("spf-lookups", Wrong(await ExamineAsync()));
        Assert.InRange(_zone.Questions.Count, 1, 150);
    }

    [Fact]
    public async Task A_DNS_that_never_answers_ends_after_its_time()
    {
        var clock = new ManualTimeProvider();
        _zone.Before = async cancellation => await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation);
        var examining = new DomainPosture(_zone, _policies, clock).ExamineAsync(new PostureRequest { Domain = "example.com" }).AsTask();
        clock.Advance(TimeSpan.FromSeconds(89));
        Assert.False(examining.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["dns-slow"], Wrong(await examining.WaitAsync(TimeSpan.FromMinutes(2))));
    }

    [Fact]
    public async Task No_more_selectors_are_asked_for_than_the_limit()
    {
        Sound();
        await ExamineAsync(selectors: [.. Enumerable.Range(0, PostureRequest.MostSelectors + 1).Select(i => $"x{i}")]);
        Assert.Equal(PostureRequest.MostSelectors, _zone.Questions.Count(question => question.Name.Contains("_domainkey", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_long_text_is_pasted_in_several_strings()
    {
        Assert.Equal($"a.example. IN TXT \"{new string('x', 255)}\" \"x\"", new PasteRecord("a.example", "TXT", new string('x', 256)).ToZoneLine());
        Assert.Equal("a.example. IN TXT \"a\\\"b\\\\c\"", new PasteRecord("a.example", "TXT", "a\"b\\c").ToZoneLine());
        Assert.Equal("a.example. IN MX 0 .", new PasteRecord("a.example", "MX", "0 .").ToZoneLine());
    }

    private static DnsName Name(string text) => DnsName.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    private static string Key(int bits)
    {
        using var rsa = RSA.Create(bits);
        return "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
    }

    private static IEnumerable<string> Wrong(IReadOnlyList<PostureFinding> findings) =>
        findings.Where(finding => finding.Level is PostureLevel.Warning or PostureLevel.Bad or PostureLevel.Unknown).Select(finding => finding.Code).Distinct();

    private void Sound()
    {
        _zone.Mx("example.com", 10, "mx.example.com").Address("mx.example.com", "198.51.100.1")
            .Txt("example.com", "v=spf1 mx ip4:192.0.2.0/24 -all")
            .Txt("s1._domainkey.example.com", Key(2048))
            .Txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:r@example.com")
            .Txt("_mta-sts.example.com", "v=STSv1; id=20260101")
            .Txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:t@example.com");
        _policies.File = Encoding.UTF8.GetBytes(Policy);
    }

    private async Task<IReadOnlyList<PostureFinding>> ExamineAsync(string domain = "example.com", IDnsResolver? resolver = null, params string[] selectors) =>
        await new DomainPosture(resolver ?? _zone, _policies, new ManualTimeProvider()).ExamineAsync(new PostureRequest { Domain = domain, Selectors = selectors });

    private sealed class Policies : IPolicyFetcher
    {
        public byte[]? File { get; set; }

        public ValueTask<FetchedPolicy> FetchAsync(string domain, CancellationToken cancellation) => ValueTask.FromResult(new FetchedPolicy(File, File is null ? "the server answers 404." : null));
    }

    /// <summary>A name server that has checked all signatures.</summary>
    private sealed class Vouching(ZoneResolver zone) : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default) => await zone.ResolveAsync(name, type, cancellation) with { Authenticated = true };
    }
}
