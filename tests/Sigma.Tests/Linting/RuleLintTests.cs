using System.Text;
using Sekisho.Sigma.Linting;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Tests.Linting;

public sealed class RuleLintTests
{
    [Theory]
    [InlineData("s:\n  A: 1\n  Z: 1\ncondition: s", true)]
    [InlineData("s:\n  A: 1\nf:\n  Z: 1\ncondition: s and not f", false)]
    [InlineData("s:\n  A: 1\nf:\n  Z: null\ncondition: s and f", false)]
    [InlineData("s:\n  A: 1\nf:\n  Z: null\ncondition: s and not f", true)]
    [InlineData("s:\n  - A: 1\n  - Z: 1\ncondition: s", false)]
    [InlineData("s:\n  Z|neq: 1\ncondition: s", false)]
    [InlineData("s_1:\n  A: 1\ns_2:\n  Z: 1\ncondition: all of s_*", true)]
    [InlineData("s_1:\n  A: 1\ns_2:\n  Z: 1\ncondition: 1 of s_*", false)]
    [InlineData("s:\n  - word\ncondition: s", false)]
    [InlineData("s:\n  a: 1\ncondition: s", false)]
    public void A_rule_that_can_never_fire_with_the_fields_is_dead(string detection, bool dead)
    {
        var inventory = new FieldInventory();
        inventory.Add("A");
        var findings = RuleLint.Check(Load("title: t\nlogsource: {product: p}\ndetection:\n" + string.Join('\n', detection.Split('\n').Select(line => "  " + line)) + "\n"), inventory);
        Assert.Equal(dead, findings.Any(finding => finding.Kind == LintKind.Dead));
    }

    [Fact]
    public void Mapped_fields_and_sources_count()
    {
        var loaded = Load("title: t\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {Image: x}, condition: s}\n---\ntitle: u\nlogsource: {product: linux}\ndetection: {s: {Image: x}, condition: s}\n");
        var inventory = new FieldInventory();
        inventory.Add(new EventLogSource("windows", "security", ["process_creation"]), "NewProcessName");
        var finding = Assert.Single(RuleLint.Check(loaded, inventory));
        Assert.Equal((LintKind.NoLogs, "u"), (finding.Kind, finding.Rule!.Title));
    }

    [Fact]
    public void Rules_alike_and_ids_used_twice_are_told()
    {
        const string Rule = "logsource: {product: p}\ndetection: {s: {A: 1}, condition: s}\n";
        var findings = RuleLint.Check(Load($"title: t\nid: x\n{Rule}---\ntitle: u\nid: X\nlogsource: {{product: q}}\ndetection: {{s: {{A: 1}}, condition: s}}\n---\ntitle: v\nid: y\n{Rule.Replace("s:", "other:", StringComparison.Ordinal).Replace("condition: s", "condition: other", StringComparison.Ordinal)}"));
        Assert.Equal(["u", "v"], findings.Where(finding => finding.Kind == LintKind.Duplicate).Select(finding => finding.Rule!.Title));
    }

    [Fact]
    public void Costly_patterns_are_told()
    {
        var findings = RuleLint.Check(Load("title: t\nlogsource: {product: p}\ndetection: {s: {A|re: '(?<!x)[ab]+'}, condition: s}\n"));
        Assert.Equal(2, findings.Count(finding => finding.Kind == LintKind.Costly));
        Assert.Empty(RuleLint.Check(Load("title: t\nlogsource: {product: p}\ndetection: {s: {A|re: 'abc.*'}, condition: s}\n")));
    }

    [Fact]
    public void Errors_are_findings_too() =>
        Assert.Equal([LintKind.Error], RuleLint.Check(Load("title: t\n")).Select(finding => finding.Kind));

    private static LoadedRules Load(string text)
    {
        var file = RuleReading.Read(Encoding.UTF8.GetBytes(text), "rules.yml");
        var problems = new List<RuleProblem>(file.Problems);
        return new LoadedRules(RuleSet.Create([file], problems), problems, 1);
    }
}
