using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sigma.Linting;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Samples;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Judging;

public sealed class MailRulesTests
{
    [Fact]
    public void Every_rule_of_the_product_is_loaded_without_a_word()
    {
        Assert.Empty(MailRules.BuiltIn.Problems);
        Assert.Equal(MailRules.BuiltIn.Set.Rules.Count, MailRules.BuiltIn.Count);
        Assert.Equal(0, MailRules.BuiltIn.OwnCount);
        var findings = RuleLint.Check(new LoadedRules(MailRules.BuiltIn.Set, [], 0)).Where(finding => finding.Kind != LintKind.Costly);
        Assert.Empty(findings);
    }

    [Fact]
    public void The_rules_in_the_program_are_those_of_the_folder()
    {
        var files = Directory.GetFiles(RepositoryRoot.PathOf("rules", "mail"), "*.yml", SearchOption.AllDirectories);
        Assert.Equal(
            files.Select(file => Path.GetRelativePath(RepositoryRoot.PathOf(), file)).Order(StringComparer.Ordinal),
            MailRules.BuiltInTexts.Select(text => text.Name));
    }

    [Fact]
    public void Every_rule_of_the_product_fires_over_its_positive_samples_and_not_over_its_negative_ones()
    {
        var results = SampleRun.Run(MailRules.BuiltIn.Set);
        Assert.All(results, result => Assert.True(result.IsRight, $"{result.Sample.Place}: '{result.Rule.Header.Title}' {(result.IsPositive ? "does not fire" : "fires")}"));
        Assert.All(MailRules.BuiltIn.Set.Rules, rule => Assert.True(rule.Header.Samples is { Positive.Count: > 0, Negative.Count: > 0 }, $"{rule.Header.Place}: '{rule.Header.Title}' has no samples of both sorts"));
        Assert.All(MailRules.BuiltIn.Set.Rules, rule => Assert.True(Guid.TryParse(rule.Header.Id, out _), $"{rule.Header.Place}: the id is no UUID"));
        Assert.True(MailRules.BuiltIn.Count >= 70, $"only {MailRules.BuiltIn.Count} rules");
        Assert.True(results.Count >= 2 * MailRules.BuiltIn.Count, $"only {results.Count} samples");
    }

    [Fact]
    public void An_own_rule_replaces_the_one_of_its_id()
    {
        var id = IdOf(ReasonCode.Malware);
        var rules = MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule(id, "score: 2"))]);
        Assert.Empty(rules.Failures);
        Assert.Equal((MailRules.BuiltIn.Count, 1), (rules.Count, rules.OwnCount));
        Assert.Equal("own.yml", Assert.Single(rules.Set.Rules, rule => rule.Header.Id == id).Header.Place.File);
    }

    [Fact]
    public void A_document_with_the_status_disabled_switches_a_rule_off()
    {
        var id = IdOf(ReasonCode.Malware);
        var rules = MailRules.Compile([new RuleText("own.yml", $"id: {id.ToUpperInvariant()}\nstatus: disabled\n")]);
        Assert.Empty(rules.Failures);
        Assert.Equal(MailRules.BuiltIn.Count - 1, rules.Count);
        Assert.DoesNotContain(rules.Set.Rules, rule => rule.Header.Id == id);
        rules = MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule("mine", "score: 2")), new RuleText("off.yml", "id: mine\nstatus: disabled\n")]);
        Assert.Equal((MailRules.BuiltIn.Count, 0), (rules.Count, rules.OwnCount));
    }

    [Fact]
    public void Switching_off_what_does_not_exist_is_told()
    {
        var rules = MailRules.Compile([new RuleText("own.yml", "id: none\nstatus: disabled\n")]);
        Assert.Equal("own.yml:1:1: There is no rule none to switch off. Correct the id, or remove the document.", Assert.Single(rules.Problems).ToString());
        Assert.Empty(rules.Failures);
        Assert.Empty(MailRules.Compile([new RuleText("own.yml", $"id: {IdOf(ReasonCode.Malware)}\nstatus: disabled\n")]).Problems);
        Assert.Empty(MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule("mine", "score: 2") + "---\nid: mine\nstatus: disabled\n")]).Problems);
        Assert.Empty(MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule("mine", "score: 2\nstatus: disabled"))]).Problems);
    }

    [Fact]
    public void A_correlation_of_rules_for_other_logs_does_no_harm()
    {
        const string Web = "title: Web\nid: web\nlogsource: {category: webserver}\ndetection: {s: {a: b}, condition: s}\n---\ntitle: Many\nid: many\ncorrelation: {type: event_count, rules: [web], group-by: [a], timespan: 1h, condition: {gte: 10}}\n";
        var rules = MailRules.Compile([new RuleText("own.yml", Web)]);
        Assert.Empty(rules.Problems);
        Assert.Equal((MailRules.BuiltIn.Count, 0), (rules.Count, rules.OwnCount));
        rules = MailRules.Compile([new RuleText("own.yml", Web.Replace("[web]", $"[{IdOf(ReasonCode.Malware)}]", StringComparison.Ordinal))]);
        Assert.Contains("each message is judged by itself", Assert.Single(rules.Failures).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_keeps_a_rule_of_the_product_from_firing()
    {
        var rules = MailRules.Compile([new RuleText("own.yml",
            $"""
            title: Our scanner sends locked archives
            id: not-the-scanner
            logsource:
                product: sekisho
                category: email
            filter:
                rules: {IdOf(ReasonCode.AttachmentLocked)}
                selection:
                    envelope.client_address: 192.0.2.7
                condition: not selection
            """)]);
        Assert.Empty(rules.Problems);
        var facts = new FactSet();
        facts.Set("attachments.locked", ["x"]);
        Assert.Equal(Disposition.Tag, new Judge(rules, new InspectOptions()).Decide(facts).Disposition);
        facts.Set("envelope.client_address", "192.0.2.7");
        Assert.Equal(Disposition.Accept, new Judge(rules, new InspectOptions()).Decide(facts).Disposition);
    }

    [Theory]
    [InlineData("score: 101", "no number from -100 to 100")]
    [InlineData("score: -100.5", "no number from -100 to 100")]
    [InlineData("score: much", "no number from -100 to 100")]
    [InlineData("action: delete", "There is no action 'delete'")]
    [InlineData("score: 1\nstyle: maybe", "neither true nor false")]
    [InlineData("author: me", "neither score nor action")]
    [InlineData("score: 1\nsamples:\n    positive: [{subjct: hello}]", "There is no fact 'subjct'")]
    [InlineData("score: 1\nsamples:\n    negative: [{date.missing: perhaps}]", "of another kind")]
    [InlineData("score: 1\nsamples:\n    negative: [{links.count: many}]", "of another kind")]
    [InlineData("score: 1\nsamples:\n    positive: [{subject: [a, b]}]", "of another kind")]
    [InlineData("score: 1\nsamples:\n    positve: []", "There are no 'positve' samples")]
    [InlineData("score: 1\nsamples: [a]", "'samples' is a mapping")]
    public void A_wrong_rule_is_left_out_with_file_and_line_and_what_it_replaces_stays(string meaning, string problem)
    {
        var id = IdOf(ReasonCode.Malware);
        var rules = MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule(id, meaning))]);
        var failure = Assert.Single(rules.Failures);
        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
        Assert.Equal("own.yml", failure.Place.File);
        Assert.InRange(failure.Place.Line, meaning.StartsWith("author", StringComparison.Ordinal) ? 1 : 11, 14);
        Assert.Equal(ReasonCode.Malware, rules.Of(Assert.Single(rules.Set.Rules, rule => rule.Header.Id == id))!.Code);
        Assert.Equal((MailRules.BuiltIn.Count, 0), (rules.Count, rules.OwnCount));
    }

    [Theory]
    [InlineData("score: 100")]
    [InlineData("score: -100")]
    [InlineData("score: 0.25")]
    [InlineData("action: whenDmarcRejects")]
    [InlineData("score: 1\nsamples:\n    positive: [{subject: hello, links.count: 3, date.missing: yes, to.addresses: [a, b]}]")]
    public void A_right_rule_is_taken(string meaning) => Assert.Empty(MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule("mine", meaning))]).Problems);

    [Theory]
    [InlineData("inspection_timeout")]
    [InlineData("inspection_crashed")]
    [InlineData("inspection_unavailable")]
    [InlineData("scanner_unavailable")]
    [InlineData("scan_incomplete")]
    [InlineData("structure_limit")]
    [InlineData("operator")]
    [InlineData("nonsense")]
    public void A_rule_cannot_give_a_reason_of_the_program(string reason)
    {
        var rules = MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule("mine", "score: 1").Replace("spam_content", reason, StringComparison.Ordinal))]);
        Assert.Contains($"There is no reason '{reason}' for rules", Assert.Single(rules.Failures).Problem, StringComparison.Ordinal);
        Assert.Equal(10, Assert.Single(rules.Failures).Place.Line);
    }

    [Fact]
    public void A_rule_without_an_id_or_with_the_id_of_another_is_refused()
    {
        var rules = MailRules.Compile([new RuleText("own.yml", JudgeTests.Rule("\"\"", "score: 1"))]);
        Assert.Contains("needs an id", Assert.Single(rules.Failures).Problem, StringComparison.Ordinal);
        Assert.Equal(0, rules.OwnCount);
        rules = MailRules.Compile([new RuleText("a.yml", JudgeTests.Rule("mine", "score: 1")), new RuleText("b.yml", JudgeTests.Rule("MINE", "score: 1"))]);
        Assert.Equal("b.yml:1:1: The id MINE is also that of a.yml:1:1. Give each rule its own id.", Assert.Single(rules.Failures).ToString());
    }

    [Fact]
    public void A_correlation_is_refused_and_rules_for_other_logs_do_no_harm()
    {
        var rules = MailRules.Compile([new RuleText("own.yml",
            """
            title: Many of one sender
            id: many
            correlation:
                type: event_count
                rules: [mine]
                group-by: [from.address]
                timespan: 1h
                condition:
                    gte: 10
            ---
            title: For the web
            id: web
            logsource:
                category: webserver
            detection:
                selection:
                    cs-method: POST
                condition: selection
            """ + "\n---\n" + JudgeTests.Rule("mine", "score: 1"))]);
        Assert.Contains("each message is judged by itself", Assert.Single(rules.Failures).Problem, StringComparison.Ordinal);
        Assert.Equal((MailRules.BuiltIn.Count + 1, 1), (rules.Count, rules.OwnCount));
    }

    private static string IdOf(ReasonCode code) => MailRules.BuiltIn.Set.Rules.First(rule => MailRules.BuiltIn.Of(rule)!.Code == code).Header.Id;
}
