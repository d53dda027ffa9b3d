using System.Text.Json;
using Sekisho.Output;
using Sekisho.Testing;
using Sekisho.Tests.Starting;

namespace Sekisho.Tests.Commands.Rules;

public sealed class RulesCheckMailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-rules-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_rules_of_the_product_are_good()
    {
        var run = await CommandRun.Of("rules", "check", RepositoryRoot.PathOf("rules", "mail"), "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.DoesNotContain(run.Lines, line => !line.Contains("\"costly\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_over_mail_that_names_no_fact_that_exists_is_dead()
    {
        var kinds = await KindsAsync(OwnRulesTests.Rule("mine", "score: 1").Replace("subject:", "subjct:", StringComparison.Ordinal));
        Assert.Equal(["dead"], kinds);
    }

    [Fact]
    public async Task A_fact_that_does_not_exist_beside_others_is_a_warning()
    {
        var kinds = await KindsAsync(OwnRulesTests.Rule("mine", "score: 1").Replace("    subject: probe", "    - subject: probe\n        - subjct: probe", StringComparison.Ordinal));
        Assert.Equal(["warning"], kinds);
    }

    [Theory]
    [InlineData("score: many")]
    [InlineData("action: delete")]
    [InlineData("score: 1\nsamples:\n    positive: [{subjct: probe}]")]
    public async Task What_only_rules_over_mail_have_is_checked(string meaning) =>
        Assert.Equal(["error"], await KindsAsync(OwnRulesTests.Rule("mine", meaning)));

    [Fact]
    public async Task Fields_of_logs_do_not_count_for_mail_nor_facts_for_logs()
    {
        File.WriteAllText(Path.Combine(_folder, "fields.txt"), "subjct\ncs-method\n");
        File.WriteAllText(Path.Combine(_folder, "a.yml"), OwnRulesTests.Rule("mine", "score: 1") + "\n---\ntitle: Web\nid: web\nlogsource: {category: webserver}\ndetection: {s: {subject: a}, condition: s}\n");
        var run = await CommandRun.Of(new FakeSystem(), "", ["rules", "check", "a.yml", "--fields", "fields.txt", "--json"], _folder);
        var finding = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(("dead", "web"), (finding.GetProperty("kind").GetString(), finding.GetProperty("rule_id").GetString()));
    }

    private async Task<IEnumerable<string?>> KindsAsync(string rule)
    {
        File.WriteAllText(Path.Combine(_folder, "a.yml"), rule);
        var run = await CommandRun.Of(new FakeSystem(), "", ["rules", "check", "a.yml", "--json"], _folder);
        return run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()).ToList();
    }
}
