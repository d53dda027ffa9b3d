using System.Text;
using System.Text.RegularExpressions;
using Sekisho.Inspect.Judging;
using Sekisho.Sigma.Samples;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Judging;

public sealed partial class MailRulesPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryRoot.PathOf("docs", "mail-rules.md"), Encoding.UTF8);

    [Fact]
    public void The_page_names_every_reason_and_every_action_of_rules()
    {
        Assert.All(MailRuleReading.ReasonNames, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        Assert.All(RuleAction.ByName.Keys, name => Assert.Contains($"| `{name}` |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rules_of_the_page_load_and_their_samples_come_out_right()
    {
        var examples = Blocks().Matches(Page).Select(match => match.Groups["text"].Value).Where(text => text.Contains("logsource:", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, examples.Count);
        var rules = MailRules.Compile([.. examples.Select((text, i) => new RuleText($"{i}.yml", text))]);
        Assert.Empty(rules.Problems);
        // One is new, one of the product is switched off.
        Assert.Equal((MailRules.BuiltIn.Count, 1), (rules.Count, rules.OwnCount));
        var results = SampleRun.Run(rules.Set).Where(result => result.Rule.Header.Place.File == "0.yml").ToList();
        Assert.Equal(3, results.Count);
        Assert.All(results, result => Assert.True(result.IsRight, result.Sample.Place.ToString()));
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
