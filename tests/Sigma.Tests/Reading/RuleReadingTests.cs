using System.Text;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Tests.Reading;

public sealed class RuleReadingTests
{
    private const string Good = "title: t\nlogsource: {product: test}\ndetection: {s: {A: 1}, condition: s}\n";

    [Fact]
    public void A_rule_says_all_of_itself()
    {
        var rule = Assert.Single(Read("""
            title: The title
            id: abc
            name: n
            level: High
            status: test
            author: [Me, You]
            license: DRL-1.1
            tags: [attack.execution]
            fields: [A, B]
            score: 5.5
            action: quarantine
            reason: bad_link
            logsource: {product: p, service: s, category: c, definition: d}
            detection: {s: {A: 1}, condition: s}
            """).Rules);
        var header = rule.Header;
        Assert.Equal(("The title", "abc", "n", RuleLevel.High, "test", "Me, You", "DRL-1.1"), (header.Title, header.Id, header.Name, header.Level, header.Status, header.Author, header.License));
        Assert.Equal("5.5", header.Custom["score"]);
        Assert.Equal(("quarantine", "bad_link"), (header.Custom["action"], header.Custom["reason"]));
        Assert.Equal(new RuleLogSource("p", "s", "c"), rule.LogSource);
        Assert.Equal("rules.yml:1:1", header.Place.ToString());
    }

    [Theory]
    [InlineData("title: [", "not valid YAML")]
    [InlineData("- a\n- b", "A rule is a mapping")]
    [InlineData("title: x", "no 'detection'")]
    [InlineData("title: x\ndetection: 5", "are a mapping")]
    [InlineData("title: x\ndetection: {s: {A: 1}}", "no condition")]
    [InlineData("title: x\ndetection: {condition: s}", "no selection")]
    [InlineData("title: x\ndetection: {s: {}, condition: s}", "selection is empty")]
    [InlineData("title: x\ndetection: {s: [], condition: s}", "list is empty")]
    [InlineData("title: x\ndetection: {s: {A: 1}, condition: {a: b}}", "A condition is text")]
    [InlineData("title: x\nlogsource: 5\ndetection: {s: {A: 1}, condition: s}", "'logsource' is a mapping")]
    [InlineData("a: *b", "no anchor")]
    [InlineData("action: repeat\ntitle: x", "no document before")]
    public void Every_mistake_is_told_with_its_place(string text, string says)
    {
        var file = Read(text);
        var problem = Assert.Single(file.Problems, problem => problem.Kind == RuleProblemKind.Error);
        Assert.Contains(says, problem.Problem, StringComparison.Ordinal);
        Assert.True(problem.Place.Line >= 1 && problem.Place.Column >= 1, problem.ToString());
        Assert.Empty(file.Rules);
    }

    [Fact]
    public void A_wrong_document_does_not_hurt_the_others()
    {
        var file = Read($"{Good}---\ntitle: wrong\n---\n{Good}");
        Assert.Equal(2, file.Rules.Count);
        Assert.Equal("rules.yml:5:1", Assert.Single(file.Problems).Place.ToString());
    }

    [Fact]
    public void Global_reset_and_repeat_join_documents()
    {
        var file = Read("""
            action: global
            title: joined
            logsource: {product: p}
            detection: {s: {A: 1}, condition: s}
            ---
            logsource: {service: one}
            ---
            action: repeat
            logsource: {service: two}
            ---
            action: reset
            ---
            title: alone
            logsource: {product: q}
            detection: {s: {A: 1}, condition: s}
            """);
        Assert.Empty(file.Problems);
        Assert.Equal(["product: p service: one", "product: p service: two", "product: q"], file.Rules.Select(rule => rule.LogSource.ToString()));
    }

    [Fact]
    public void Of_a_key_that_stands_twice_the_last_counts_and_that_is_told()
    {
        var scene = Scene.Of("s:\n  A: 1\n  A: 2\ncondition: s");
        Assert.Contains("second time", Assert.Single(scene.Problems).Problem, StringComparison.Ordinal);
        Assert.Empty(scene.Hits("""{"A":1}"""));
        Assert.Single(scene.Hits("""{"A":2}"""));
    }

    [Fact]
    public void Anchors_and_merge_keys_are_followed()
    {
        var scene = new Scene("""
            title: t
            logsource: {product: test}
            x: &base {A: 1}
            detection:
              s:
                <<: *base
                B: 2
              t: *base
              condition: s and t
            """);
        Assert.Empty(scene.Problems);
        Assert.Single(scene.Hits("""{"A":1,"B":2}"""));
        Assert.Empty(scene.Hits("""{"B":2}"""));
    }

    [Fact]
    public void Aliases_of_aliases_are_stopped()
    {
        var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 10; i++) text.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Assert.Contains("more than", Read(text.ToString()).Problems[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        string Nested(int depth) => "title: t\nx: " + new string('[', depth) + new string(']', depth) + "\nlogsource: {product: test}\ndetection: {s: {A: 1}, condition: s}\n";
        // The mapping of the rule itself is the first level.
        Assert.Empty(Read(Nested(RuleLimits.MaxDepth - 1)).Problems);
        Assert.Contains("deep", Read(Nested(RuleLimits.MaxDepth)).Problems[0].Problem, StringComparison.Ordinal);
        byte[] OfSize(int size) => [.. Encoding.UTF8.GetBytes(Good), .. Enumerable.Repeat((byte)'\n', size - Good.Length)];
        Assert.Single(RuleReading.Read(OfSize(RuleLimits.MaxFileBytes), "f").Rules);
        Assert.Contains("bytes", RuleReading.Read(OfSize(RuleLimits.MaxFileBytes + 1), "f").Problems[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_selections_and_expressions_are_bounded()
    {
        string Many(int nodes) => "title: t\nx: [" + string.Join(',', Enumerable.Repeat("a", nodes)) + "]\nlogsource: {product: test}\ndetection: {s: {A: 1}, condition: s}\n";
        // Besides what is in the list there are 17: four mappings, seven keys, five values and the list itself.
        Assert.Single(Read(Many(RuleLimits.MaxNodes - 17)).Rules);
        Assert.Empty(Read(Many(RuleLimits.MaxNodes - 16)).Rules);
        string Selections(int count) => "title: t\nlogsource: {product: test}\ndetection:\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"  s{i}: {{A: 1}}\n")) + "  condition: 1 of s*\n";
        Assert.Single(Read(Selections(RuleLimits.MaxSelections)).Rules);
        Assert.Contains("selections", Read(Selections(RuleLimits.MaxSelections + 1)).Problems[0].Problem, StringComparison.Ordinal);
        string Expression(int length) => $"title: t\nlogsource: {{product: test}}\ndetection: {{s: {{A|re: '{new string('a', length)}'}}, condition: s}}\n";
        Assert.Single(Read(Expression(RuleLimits.MaxRegexLength)).Rules);
        Assert.Contains("characters", Read(Expression(RuleLimits.MaxRegexLength + 1)).Problems[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_one_rule_are_bounded()
    {
        string Values(int count) => "title: t\nlogsource: {product: test}\ndetection:\n  s:\n    A:\n" + string.Concat(Enumerable.Repeat("      - x\n", count)) + "  condition: s\n";
        Assert.Single(Read(Values(RuleLimits.MaxValuesPerRule)).Rules);
        Assert.Contains("values", Read(Values(RuleLimits.MaxValuesPerRule + 1)).Problems[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_rule_does_not_need_is_a_warning()
    {
        var file = Read("detection: {s: {A: 1}, unused: {B: 1}, condition: s}\nlevel: enormous\n");
        Assert.Single(file.Rules);
        Assert.Equal(4, file.Problems.Count(problem => problem.Kind == RuleProblemKind.Warning));
    }

    [Fact]
    public void Folders_are_loaded_with_all_below_and_what_is_missing_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-sigma-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "sub"));
            File.WriteAllText(Path.Combine(folder, "a.yml"), Good);
            File.WriteAllText(Path.Combine(folder, "sub", "b.yaml"), Good);
            File.WriteAllText(Path.Combine(folder, "c.txt"), Good);
            var loaded = RuleLoading.Load([folder, Path.Combine(folder, "none")]);
            Assert.Equal(2, loaded.Rules.Rules.Count);
            Assert.Contains("no such file", Assert.Single(loaded.Failures).Problem, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_filter_that_fits_no_rule_and_a_correlation_without_its_rule_are_told()
    {
        var problems = new List<RuleProblem>();
        var rules = RuleSet.Create(
            [Read("title: f\nlogsource: {product: p}\nfilter: {rules: [x], s: {A: 1}, condition: s}\n---\ntitle: c\ncorrelation: {type: event_count, rules: [none], group-by: [A], timespan: 1m, condition: {gte: 2}}\n")], problems);
        Assert.Equal(2, problems.Count);
        Assert.Empty(rules.Correlations);
    }

    private static RuleFile Read(string text) => RuleReading.Read(Encoding.UTF8.GetBytes(text), "rules.yml");
}
