using System.Text.Json;
using Sekisho.Inspect.Judging;
using Sekisho.Output;
using Sekisho.Tests.Starting;

namespace Sekisho.Tests.Commands.Rules;

public sealed class RulesTestCommandTests : IDisposable
{
    private const string Right = "score: 1\nsamples:\n    positive: [{subject: Probe}]\n    negative: [{subject: other}, {}]";
    private const string Wrong = "score: 1\nsamples:\n    positive: [{subject: other}]\n    negative: [{subject: probe}]";

    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-rules-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_rules_of_the_product_come_out_right()
    {
        var run = await RunAsync("--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.True(run.Lines.Count >= 2 * MailRules.BuiltIn.Count, $"only {run.Lines.Count} samples");
        Assert.All(Items(run), item => Assert.True(item.GetProperty("right").GetBoolean()));
        Assert.Contains(" 0 wrong.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_rules_are_tried_with_those_of_the_product()
    {
        Write("rules/a.yml", OwnRulesTests.Rule("mine", Right));
        var run = await RunAsync("rules", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        var own = Items(run).Where(item => item.GetProperty("rule_id").GetString() == "mine").ToList();
        Assert.Equal(["positive", "negative", "negative"], own.Select(item => item.GetProperty("sample").GetString()));
        Assert.Equal([true, false, false], own.Select(item => item.GetProperty("fired").GetBoolean()));
        Assert.Equal(13, own[0].GetProperty("line").GetInt32());
        Assert.EndsWith("a.yml", own[0].GetProperty("file").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_sample_ends_with_1_and_says_what_held_and_what_did_not()
    {
        Write("a.yml", OwnRulesTests.Rule("mine", Wrong));
        var run = await RunAsync("a.yml");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Equal(2, run.Lines.Count);
        Assert.EndsWith("a.yml:13:16: 'A word in the subject' does not fire over its positive sample: selection does not hold.", run.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("a.yml:14:16: 'A word in the subject' fires over its negative sample: selection holds (subject: probe).", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains(" 2 wrong.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_filter_that_silences_a_rule_of_the_product_shows_in_its_samples()
    {
        var id = MailRules.BuiltIn.Set.Rules[0].Header.Id;
        Write("a.yml", $"title: everything\nid: everything\nlogsource:\n    product: sekisho\n    category: email\nfilter:\n    rules: {id}\n    selection:\n        subject: null\n    condition: not selection\n");
        var run = await RunAsync("a.yml", "--json");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains(Items(run), item => item.GetProperty("rule_id").GetString() == id && !item.GetProperty("right").GetBoolean());
    }

    [Fact]
    public async Task A_rule_that_cannot_be_loaded_ends_with_1()
    {
        Write("a.yml", OwnRulesTests.Rule("mine", "score: many"));
        var run = await RunAsync("a.yml");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("a.yml:11:1: The score 'many' is no number", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, (await RunAsync("nowhere.yml")).Exit);
    }

    [Fact]
    public async Task A_rule_without_samples_is_told_and_no_failure()
    {
        Write("a.yml", OwnRulesTests.Rule("mine", "score: 1"));
        var run = await RunAsync("a.yml");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Contains("'A word in the subject' has no samples of both sorts.", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 rules have no samples", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_path_the_configured_rules_are_tried()
    {
        Write("own/a.yml", OwnRulesTests.Rule("mine", Wrong));
        Write("sekisho.yaml", "inspect:\n  rules: own\n");
        Assert.Equal(ExitCodes.Failed, (await RunAsync()).Exit);
    }

    [Fact]
    public async Task Rules_for_other_logs_are_tried_too()
    {
        Write("a.yml", "title: Web\nid: web\nlogsource:\n    category: webserver\ndetection:\n    selection:\n        cs-method: POST\n    condition: selection\nsamples:\n    positive: [{cs-method: post}]\n    negative: [{cs-method: GET}]\n");
        var run = await RunAsync("a.yml", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal(2, Items(run).Count(item => item.GetProperty("rule_id").GetString() == "web"));
    }

    private static IEnumerable<JsonElement> Items(CommandRun run) => run.Lines.Select(line => JsonDocument.Parse(line).RootElement);

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.Of(new FakeSystem(), "", ["rules", "test", .. arguments], _folder);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
