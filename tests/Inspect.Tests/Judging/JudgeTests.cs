using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Judging;

public sealed class JudgeTests
{
    [Theory]
    [InlineData("antivirus.signatures", ReasonCode.Malware, Disposition.Reject)]
    [InlineData("attachments.blocked", ReasonCode.AttachmentBlocked, Disposition.Quarantine)]
    [InlineData("attachments.disguised", ReasonCode.AttachmentDisguised, Disposition.Quarantine)]
    [InlineData("auth.dmarc_rejects", ReasonCode.DmarcReject, Disposition.Quarantine)]
    [InlineData("auth.dmarc_quarantines", ReasonCode.DmarcQuarantine, Disposition.Quarantine)]
    [InlineData("office.macro_dangerous", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.xlm", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.dde", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.remote_template", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.equation", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("pdf.launch_programs", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("archives.bombs", ReasonCode.ArchiveBomb, Disposition.Quarantine)]
    [InlineData("attachments.locked", ReasonCode.AttachmentLocked, Disposition.Tag)]
    [InlineData("structure.ambiguities_hiding", ReasonCode.StructureAmbiguous, Disposition.Quarantine)]
    [InlineData("structure.ambiguities_doubtful", ReasonCode.StructureAmbiguous, Disposition.Accept)]
    public void A_rule_of_the_product_gives_its_reason_with_the_fact_as_evidence(string fact, ReasonCode code, Disposition disposition)
    {
        var verdict = Decide(Facts(fact));
        Assert.Equal(disposition, verdict.Disposition);
        var reason = Assert.Single(verdict.Reasons);
        Assert.Equal(code, reason.Code);
        Assert.Equal($"{fact}: one; two", reason.Evidence);
        Assert.Equal(verdict.Score, reason.Points);
        Assert.NotNull(reason.Rule);
        Assert.NotNull(reason.Title);
    }

    [Theory]
    [InlineData("inspection.limits", ReasonCode.StructureLimit, Disposition.Quarantine)]
    [InlineData("antivirus.too_large", ReasonCode.ScanIncomplete, Disposition.Quarantine)]
    [InlineData("antivirus.error", ReasonCode.ScannerUnavailable, Disposition.Defer)]
    [InlineData("inspection.crashed", ReasonCode.InspectionCrashed, Disposition.Defer)]
    public void What_could_not_be_seen_is_held_whatever_the_rules(string fact, ReasonCode code, Disposition disposition)
    {
        // All rules of the product switched off.
        var off = MailRules.BuiltIn.Set.Rules.Select(rule => $"id: {rule.Header.Id}\nstatus: disabled\n");
        var none = MailRules.Compile([new RuleText("off.yml", string.Join("---\n", off))]);
        Assert.Equal(0, none.Count);
        foreach (var rules in new[] { MailRules.BuiltIn, none })
        {
            var verdict = new Judge(rules, new InspectOptions()).Decide(Facts(fact));
            Assert.Equal(disposition, verdict.Disposition);
            var reason = Assert.Single(verdict.Reasons);
            Assert.Equal(code, reason.Code);
            Assert.Equal("one; two", reason.Evidence);
            Assert.Null(reason.Rule);
        }
    }

    [Theory]
    [InlineData("true", 0, 4.9, Disposition.Accept)]
    [InlineData("true", 1, 9, Disposition.Tag)]
    [InlineData("true", -1, 4.9, Disposition.Accept)]
    [InlineData("false", 0, 8, Disposition.Tag)]
    public void Style_alone_does_not_tag_however_many_points_it_gives(string isStyle, double otherPoints, double score, Disposition disposition)
    {
        var facts = new FactSet();
        facts.Set("html.images", 1L);
        var rules = MailRules.Compile(
        [
            new RuleText("a.yml", Rule(1, 4, $"style: {isStyle}")),
            new RuleText("b.yml", Rule(2, 4, $"style: {isStyle}")),
            new RuleText("c.yml", Rule(3, otherPoints, "")),
        ]);
        Assert.Equal(MailRules.BuiltIn.Count + 3, rules.Count);
        var verdict = new Judge(rules, new InspectOptions()).Decide(facts);
        Assert.Equal((score, disposition), (verdict.Score, verdict.Disposition));

        static string Rule(int number, double points, string style) => FormattableString.Invariant(
            $"title: t\nid: 00000000-0000-4000-8000-00000000000{number}\nlogsource:\n    product: sekisho\n    category: email\ndetection:\n    selection:\n        html.images: 1\n    condition: selection\nscore: {points}\nreason: bulk\n{style}\n");
    }

    [Fact]
    public void There_is_one_test_for_each_safety_decision() => Assert.Equal(4, SafetyDecision.All.Count);

    [Fact]
    public void Nothing_found_is_accept() => Assert.Equal(Disposition.Accept, Decide(new FactSet()).Disposition);

    [Fact]
    public void Reject_goes_before_defer_before_quarantine_before_tag()
    {
        var facts = new FactSet();
        var seen = new List<Disposition>();
        foreach (var fact in (string[])["attachments.locked", "attachments.blocked", "antivirus.error", "antivirus.signatures"])
        {
            facts.Set(fact, ["x"]);
            seen.Add(Decide(facts).Disposition);
        }

        Assert.Equal([Disposition.Tag, Disposition.Quarantine, Disposition.Defer, Disposition.Reject], seen);
        Assert.Equal(
            [ReasonCode.Malware, ReasonCode.ScannerUnavailable, ReasonCode.AttachmentBlocked, ReasonCode.AttachmentLocked],
            Decide(facts).Reasons.Select(reason => reason.Code));
    }

    [Theory]
    [InlineData("antivirus.too_large")]
    [InlineData("attachments.locked")]
    public void An_option_of_accept_gives_no_reason(string fact)
    {
        var options = new InspectOptions { WhenTooLargeForScanner = Disposition.Accept, WhenAttachmentLocked = Disposition.Accept };
        var verdict = new Judge(MailRules.BuiltIn, options).Decide(Facts(fact));
        Assert.Empty(verdict.Reasons);
        Assert.Equal(0, verdict.Score);
    }

    [Theory]
    [InlineData("attachments.blocked")]
    [InlineData("attachments.locked")]
    [InlineData("auth.dmarc_rejects")]
    public void An_option_of_reject_rejects(string fact)
    {
        var options = new InspectOptions { WhenAttachmentBlocked = Disposition.Reject, WhenAttachmentLocked = Disposition.Reject, WhenDmarcRejects = Disposition.Reject };
        Assert.Equal(Disposition.Reject, new Judge(MailRules.BuiltIn, options).Decide(Facts(fact)).Disposition);
    }

    [Fact]
    public void Evidence_is_cut()
    {
        var facts = new FactSet();
        facts.Set("inspection.limits", [new string('x', 500)]);
        Assert.Equal(500, Decide(facts).Reasons[0].Evidence.Length);
        facts.Set("inspection.limits", [new string('x', 501)]);
        Assert.Equal(new string('x', 500) + "…", Decide(facts).Reasons[0].Evidence);
        facts = new FactSet();
        facts.Set("attachments.blocked", [new string('x', 501), new string('y', 501)]);
        Assert.Equal(501, Decide(facts).Reasons[0].Evidence.Length);
    }

    [Theory]
    [InlineData(4.9, Disposition.Accept)]
    [InlineData(5, Disposition.Tag)]
    [InlineData(9.9, Disposition.Tag)]
    [InlineData(10, Disposition.Quarantine)]
    public void The_sum_of_the_points_tags_and_quarantines(double sum, Disposition disposition)
    {
        // Half of it from each of two rules, and a third that gives and a fourth that takes one point.
        var half = (sum / 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var rules = MailRules.Compile([new RuleText("own.yml", string.Join("---\n", Rule("a", $"score: {half}"), Rule("b", $"score: {half}"), Rule("c", "score: 1"), Rule("d", "score: -1")))]);
        Assert.Empty(rules.Failures);
        var verdict = new Judge(rules, new InspectOptions()).Decide(Subject("hello"));
        Assert.Equal((disposition, sum, 4), (verdict.Disposition, verdict.Score, verdict.Reasons.Count));
        Assert.Equal("subject: hello", verdict.Reasons[0].Evidence);
    }

    [Fact]
    public void The_limits_of_the_sum_are_options()
    {
        var rules = MailRules.Compile([new RuleText("own.yml", Rule("a", "score: 3"))]);
        Assert.Equal(Disposition.Tag, new Judge(rules, new InspectOptions { TagScore = 3 }).Decide(Subject("hello")).Disposition);
        Assert.Equal(Disposition.Quarantine, new Judge(rules, new InspectOptions { TagScore = 1, QuarantineScore = 3 }).Decide(Subject("hello")).Disposition);
        Assert.Equal(Disposition.Accept, new Judge(rules, new InspectOptions()).Decide(Subject("hello")).Disposition);
    }

    [Fact]
    public void An_action_is_the_least_that_becomes_of_the_message()
    {
        var rules = MailRules.Compile([new RuleText("own.yml", Rule("a", "score: 20") + "---\n" + Rule("b", "action: tag"))]);
        Assert.Equal(Disposition.Quarantine, new Judge(rules, new InspectOptions()).Decide(Subject("hello")).Disposition);
        rules = MailRules.Compile([new RuleText("own.yml", Rule("a", "score: -20") + "---\n" + Rule("b", "action: tag"))]);
        Assert.Equal(Disposition.Tag, new Judge(rules, new InspectOptions()).Decide(Subject("hello")).Disposition);
    }

    [Fact]
    public void Absence_and_truth_are_evidence_too()
    {
        var rule = Rule("a", "score: 1").Replace("        subject: hello\n", "        subject: hello\n        auth.dkim: null\n        date.missing: true\n", StringComparison.Ordinal);
        var facts = Subject("hello");
        facts.Set("date.missing", true);
        var verdict = new Judge(MailRules.Compile([new RuleText("own.yml", rule)]), new InspectOptions()).Decide(facts);
        Assert.Equal("subject: hello, no auth.dkim, date.missing", Assert.Single(verdict.Reasons).Evidence);
    }

    [Fact]
    public void A_message_of_thousands_of_facts_is_judged_and_told_shortly()
    {
        var documents = Enumerable.Range(0, 200).Select(i => Rule($"r{i}", "score: 0.01"));
        var rules = MailRules.Compile([new RuleText("own.yml", string.Join("---\n", documents))]);
        var facts = Subject("hello");
        facts.Set("links.urls", [.. Enumerable.Range(0, 5_000).Select(i => $"https://example.com/{i}")]);
        var verdict = new Judge(rules, new InspectOptions()).Decide(facts);
        Assert.Equal((32, 2.0), (verdict.Reasons.Count, verdict.Score));
    }

    internal static string Rule(string id, string meaning) =>
        $"""
        title: Rule {id}
        id: {id}
        logsource:
            product: sekisho
            category: email
        detection:
            selection:
                subject: hello
            condition: selection
        reason: spam_content
        {meaning}

        """.ReplaceLineEndings("\n");

    private static Verdict Decide(FactSet facts) => new Judge(MailRules.BuiltIn, new InspectOptions()).Decide(facts);

    private static FactSet Subject(string subject)
    {
        var facts = new FactSet();
        facts.Set("subject", subject);
        return facts;
    }

    private static FactSet Facts(string fact)
    {
        var facts = new FactSet();
        if (FactCatalogue.ByName[fact].Kind == FactKind.List) facts.Set(fact, ["one", "two"]);
        else facts.Set(fact, "one; two");
        return facts;
    }
}
