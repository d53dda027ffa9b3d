using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Dmarc;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Dmarc;

public sealed class DmarcEvaluatorTests
{
    private readonly ZoneResolver _zone = new();
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData("example.com", "example.com", AuthResult.Pass)]
    [InlineData("mail.example.com", "example.com", AuthResult.Pass)]
    [InlineData("example.com", "bounce.example.com", AuthResult.Pass)]
    [InlineData("a.example.com", "b.example.com", AuthResult.Pass)]
    [InlineData("example.com", "example.net", AuthResult.Fail)]
    [InlineData("example.com", "badexample.com", AuthResult.Fail)]
    [InlineData("example.com", "com", AuthResult.Fail)]
    [InlineData("EXAMPLE.com.", "News.Example.COM", AuthResult.Pass)]
    public async Task Domains_of_one_organization_are_aligned(string author, string proven, AuthResult result)
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=reject");
        Assert.Equal(result, (await EvaluateAsync(author, dkim: proven)).Result);
        Assert.Equal(result, (await EvaluateAsync(author, spf: proven)).Result);
    }

    [Fact]
    public async Task Strict_alignment_wants_the_same_domain_for_its_method_only()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=reject; adkim=s; aspf=r");
        var outcome = await EvaluateAsync("example.com", dkim: "mail.example.com");
        Assert.Equal((AuthResult.Fail, DmarcPolicy.Reject, "p"), (outcome.Result, outcome.AppliedPolicy, outcome.PolicyTag));
        Assert.Equal(new DmarcAlignment("dkim", "mail.example.com", true, false, null), Assert.Single(outcome.Alignments));
        Assert.Equal(AuthResult.Pass, (await EvaluateAsync("example.com", dkim: "Example.com")).Result);
        Assert.Equal(AuthResult.Pass, (await EvaluateAsync("example.com", spf: "mail.example.com")).Result);
    }

    [Fact]
    public async Task Without_a_record_there_is_no_DMARC()
    {
        var outcome = await EvaluateAsync("a.b.example.com", dkim: "a.b.example.com");
        Assert.Equal((AuthResult.None, DmarcProblem.NoRecord), (outcome.Result, outcome.Problem));
        Assert.Equal(["_dmarc.a.b.example.com", "_dmarc.b.example.com", "_dmarc.example.com", "_dmarc.com"], _zone.Questions.Select(question => question.Name));
    }

    // RFC 9989 §4.10: the example with its eight queries, in their order.
    [Fact]
    public async Task A_deep_name_is_walked_with_eight_queries()
    {
        await EvaluateAsync("a.b.c.d.e.f.g.h.i.j.mail.example.com");
        Assert.Equal(
            ["_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com", "_dmarc.g.h.i.j.mail.example.com", "_dmarc.h.i.j.mail.example.com", "_dmarc.i.j.mail.example.com", "_dmarc.j.mail.example.com", "_dmarc.mail.example.com", "_dmarc.example.com", "_dmarc.com"],
            _zone.Questions.Select(question => question.Name));
    }

    [Theory]
    [InlineData("a.b.c.d.e.f.example.com", 8)]
    [InlineData("b.c.d.e.f.example.com", 7)]
    [InlineData("x.a.b.c.d.e.f.example.com", 8)]
    public async Task Eight_labels_are_all_walked(string author, int queries)
    {
        await EvaluateAsync(author);
        Assert.Equal(queries, _zone.Questions.Count);
    }

    // RFC 9989 appendix B.4.1.
    [Fact]
    public async Task The_highest_record_is_the_organizations()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=none").Txt("_dmarc.signing.example.com", "v=DMARC1; p=none");
        var outcome = await EvaluateAsync("example.com", spf: "example.com", dkim: "signing.example.com");
        Assert.All(outcome.Alignments, alignment => Assert.True(alignment.IsAligned));
        Assert.Equal("example.com", outcome.OrganizationalDomain);
    }

    // RFC 9989 appendix B.4.3.
    [Fact]
    public async Task Organizations_begin_one_label_below_a_public_suffix()
    {
        _zone.Txt("_dmarc.bank.example", "v=DMARC1; p=reject; psd=y").Txt("_dmarc.giant.bank.example", "v=DMARC1; p=quarantine");
        var outcome = await EvaluateAsync("giant.bank.example", spf: "mail.giant.bank.example", dkim: "mail.mega.bank.example");
        Assert.Equal(AuthResult.Pass, outcome.Result);
        Assert.Equal(("giant.bank.example", "giant.bank.example", DmarcPolicy.Quarantine), (outcome.OrganizationalDomain, outcome.RecordDomain, outcome.Policy));
        Assert.Equal([true, false], outcome.Alignments.Select(alignment => alignment.IsAligned));
        Assert.Equal(0, _zone.Asked("_dmarc.example", DnsRecordType.Txt));
    }

    [Fact]
    public async Task A_public_suffix_has_a_policy_for_those_below_without_one()
    {
        _zone.Txt("_dmarc.bank.example", "v=DMARC1; p=none; sp=quarantine; np=reject; psd=y").Address("mega.bank.example", "192.0.2.1");
        var existing = await EvaluateAsync("mega.bank.example");
        Assert.Equal(("bank.example", DmarcPolicy.Quarantine, "sp", "mega.bank.example"), (existing.RecordDomain, existing.AppliedPolicy, existing.PolicyTag, existing.OrganizationalDomain));
        var missing = await EvaluateAsync("nosuch.bank.example");
        Assert.Equal((DmarcPolicy.Reject, "np"), (missing.AppliedPolicy, missing.PolicyTag));
        // Two banks are two organizations.
        Assert.Equal(AuthResult.Fail, (await EvaluateAsync("mega.bank.example", dkim: "giant.bank.example")).Result);
    }

    [Fact]
    public async Task A_record_of_an_organization_keeps_the_public_suffix_out()
    {
        _zone.Txt("_dmarc.example", "v=DMARC1; p=reject; psd=y").Txt("_dmarc.mega.example", "v=DMARC1; p=none");
        Assert.Equal(("mega.example", DmarcPolicy.None), ((await EvaluateAsync("a.mega.example")).RecordDomain, (await EvaluateAsync("a.mega.example")).AppliedPolicy));
    }

    [Fact]
    public async Task A_record_that_says_it_is_the_top_ends_the_walk()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=none").Txt("_dmarc.uni.example.com", "v=DMARC1; p=reject; psd=n");
        var outcome = await EvaluateAsync("a.uni.example.com", dkim: "example.com");
        Assert.Equal((AuthResult.Fail, "uni.example.com", "uni.example.com"), (outcome.Result, outcome.OrganizationalDomain, outcome.RecordDomain));
        Assert.Equal(0, _zone.Asked("_dmarc.example.com", DnsRecordType.Txt));
        Assert.Equal(AuthResult.Pass, (await EvaluateAsync("a.uni.example.com", dkim: "b.uni.example.com")).Result);
    }

    [Fact]
    public async Task Records_between_author_and_organization_do_not_apply()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=none; sp=reject").Txt("_dmarc.b.example.com", "v=DMARC1; p=quarantine");
        var outcome = await EvaluateAsync("a.b.example.com");
        Assert.Equal(("example.com", DmarcPolicy.Reject, "sp"), (outcome.RecordDomain, outcome.AppliedPolicy, outcome.PolicyTag));
        Assert.Equal(("b.example.com", DmarcPolicy.Quarantine, "p"), ((await EvaluateAsync("b.example.com")).RecordDomain, (await EvaluateAsync("b.example.com")).AppliedPolicy, (await EvaluateAsync("b.example.com")).PolicyTag));
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject", DmarcPolicy.Reject, "p")]
    [InlineData("v=DMARC1; p=reject; sp=none", DmarcPolicy.None, "sp")]
    [InlineData("v=DMARC1; p=none; np=reject", DmarcPolicy.Reject, "np")]
    [InlineData("v=DMARC1; p=none; sp=quarantine; np=reject", DmarcPolicy.Reject, "np")]
    public async Task The_policy_for_a_subdomain_that_does_not_exist(string record, DmarcPolicy policy, string tag)
    {
        _zone.Txt("_dmarc.example.com", record);
        var outcome = await EvaluateAsync("nosuch.example.com");
        Assert.Equal((policy, tag), (outcome.AppliedPolicy, outcome.PolicyTag));
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject; np=none", DmarcPolicy.Reject, "p")]
    [InlineData("v=DMARC1; p=none; sp=quarantine; np=reject", DmarcPolicy.Quarantine, "sp")]
    public async Task A_subdomain_with_any_record_exists(string record, DmarcPolicy policy, string tag)
    {
        _zone.Txt("_dmarc.example.com", record).Txt("is.example.com", "anything").Alias("alias.example.com", "nowhere.example.net");
        foreach (var author in new[] { "is.example.com", "alias.example.com" })
        {
            var outcome = await EvaluateAsync(author);
            Assert.Equal((policy, tag), (outcome.AppliedPolicy, outcome.PolicyTag));
        }
    }

    [Theory]
    [InlineData("reject", DmarcPolicy.Quarantine)]
    [InlineData("quarantine", DmarcPolicy.None)]
    [InlineData("none", DmarcPolicy.None)]
    public async Task Testing_lowers_what_is_applied_by_one_step(string policy, DmarcPolicy applied)
    {
        _zone.Txt("_dmarc.example.com", $"v=DMARC1; p={policy}; t=y");
        Assert.Equal(applied, (await EvaluateAsync("example.com")).AppliedPolicy);
    }

    [Theory]
    [InlineData("v=DMARC1; p=bogus")]
    [InlineData("v=DMARC1; p=reject; sp=bogus")]
    [InlineData("v=DMARC1; p=reject; np=")]
    [InlineData("v=DMARC1; p=reject; p=none")]
    [InlineData("v=DMARC1; p=reject; sp=bogus; rua=nothing")]
    [InlineData("v=DMARC1")]
    public async Task A_record_without_a_usable_policy_does_not_apply_unless_it_wants_reports(string record)
    {
        _zone.Txt("_dmarc.example.com", record).Txt("_dmarc.example.org", record + "; rua=mailto:reports@example.org!10m");
        var silent = await EvaluateAsync("example.com", dkim: "example.com");
        Assert.Equal((AuthResult.None, DmarcProblem.NoUsablePolicy), (silent.Result, silent.Problem));
        if (record.Contains("rua=", StringComparison.Ordinal)) return;
        var reporting = await EvaluateAsync("example.org");
        Assert.Equal((AuthResult.Fail, DmarcPolicy.None), (reporting.Result, reporting.AppliedPolicy));
        Assert.Equal(["mailto:reports@example.org"], reporting.Record!.AggregateUris);
    }

    [Fact]
    public async Task Several_records_at_one_name_are_none()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=reject").Txt("_dmarc.example.com", "v=DMARC1; p=none").Txt("_dmarc.sub.example.org", "v=spf1 -all").Txt("_dmarc.sub.example.org", "v=DMARC1; p=reject");
        Assert.Equal(AuthResult.None, (await EvaluateAsync("example.com")).Result);
        Assert.Equal(AuthResult.Fail, (await EvaluateAsync("sub.example.org")).Result);
    }

    [Fact]
    public async Task A_failing_DNS_neither_passes_nor_fails()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=reject").Fail("_dmarc.example.org", DnsRecordType.Txt, DnsStatus.ServFail).Fail("_dmarc.b.example.com", DnsRecordType.Txt);
        Assert.Equal(AuthResult.TempError, (await EvaluateAsync("a.example.org", dkim: "a.example.org")).Result);
        var unknown = await EvaluateAsync("example.com", dkim: "b.example.com");
        Assert.Equal((AuthResult.TempError, DmarcPolicy.None), (unknown.Result, unknown.AppliedPolicy));
        Assert.Equal(AuthResult.Pass, (await EvaluateAsync("example.com", spf: "example.com", dkim: "b.example.com")).Result);
        var others = await new DmarcEvaluator(_zone, _clock).EvaluateAsync(new DmarcRequest { AuthorDomain = "example.com", OthersMayPass = true });
        Assert.Equal((AuthResult.TempError, DmarcProblem.OthersMayPass, DmarcPolicy.None), (others.Result, others.Problem, others.AppliedPolicy));
    }

    [Fact]
    public async Task A_DNS_that_never_answers_ends_with_the_deadline()
    {
        _zone.Before = async cancellation => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        var evaluating = EvaluateAsync("example.com").AsTask();
        _clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(AuthResult.TempError, (await evaluating.WaitAsync(TimeSpan.FromMinutes(2))).Result);
    }

    [Fact]
    public async Task A_local_override_replaces_the_policy_of_a_domain_and_those_below()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=reject").Txt("_dmarc.example.org", "v=DMARC1; p=none");
        var options = new DmarcOptions { Overrides = new Dictionary<string, DmarcPolicy> { ["example.com"] = DmarcPolicy.None, ["hard.example.com"] = DmarcPolicy.Quarantine } };
        async Task<(DmarcPolicy, bool)> Apply(string author) => await new DmarcEvaluator(_zone, _clock, options).EvaluateAsync(new DmarcRequest { AuthorDomain = author }) is var outcome ? (outcome.AppliedPolicy, outcome.IsOverridden) : default;
        Assert.Equal((DmarcPolicy.None, true), await Apply("a.example.com"));
        Assert.Equal((DmarcPolicy.Quarantine, true), await Apply("x.hard.example.com"));
        Assert.Equal((DmarcPolicy.None, false), await Apply("example.org"));
    }

    [Fact]
    public async Task An_internationalized_domain_is_asked_for_in_A_labels()
    {
        _zone.Txt("_dmarc.xn--bcher-kva.example", "v=DMARC1; p=reject");
        var outcome = await EvaluateAsync("Bücher.example", dkim: "bücher.example");
        Assert.Equal((AuthResult.Pass, "xn--bcher-kva.example"), (outcome.Result, outcome.AuthorDomain));
    }

    [Fact]
    public async Task An_author_domain_that_is_none_is_named() => Assert.Equal((AuthResult.PermError, DmarcProblem.BadAuthorDomain), await EvaluateAsync("exa..mple") is var outcome ? (outcome.Result, outcome.Problem) : default);

    private ValueTask<DmarcOutcome> EvaluateAsync(string author, string? spf = null, string? dkim = null) =>
        new DmarcEvaluator(_zone, _clock).EvaluateAsync(new DmarcRequest { AuthorDomain = author, SpfDomains = spf is null ? [] : [spf], DkimDomains = dkim is null ? [] : [dkim] });
}
