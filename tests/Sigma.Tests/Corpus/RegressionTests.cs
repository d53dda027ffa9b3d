using System.Globalization;
using System.Text.RegularExpressions;
using Sekisho.Events;
using Sekisho.Sigma.Matching;
using Sekisho.Testing;
using Xunit.Abstractions;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>The regression cases of the public rule set: the rule of a case must fire at least so often as it says.</summary>
public sealed partial class RegressionTests(ITestOutputHelper output)
{
    [CorpusFact("detect/sigma-2026-01")]
    public void Every_case_fires_over_its_json() => Run("*.json", EventFormat.Json);

    [CorpusFact("detect/sigma-2026-01")]
    public void Every_case_fires_over_its_event_log() => Run("*.evtx", EventFormat.Evtx);

    private void Run(string pattern, EventFormat format)
    {
        var matcher = new RuleMatcher(PublicRuleSet.Loaded.Rules);
        var (ran, events, wrong) = (0, 0, new List<string>());
        foreach (var info in Corpora.Files("detect/sigma-2026-01/regression_data", "info.yml"))
        {
            var folder = Path.GetDirectoryName(info)!;
            var text = File.ReadAllText(info);
            var id = RuleId().Match(text).Groups["id"].Value;
            var wanted = MatchCount().Match(text) is { Success: true } match ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 1;
            var fired = 0;
            foreach (var file in Directory.EnumerateFiles(folder, pattern))
            {
                using var stream = File.OpenRead(file);
                CorpusHits.Read(stream, format, PublicRuleSet.Loaded.Rules, fields =>
                {
                    events++;
                    foreach (var rule in matcher.Match(fields))
                        if (rule.Header.Id == id) fired++;
                });
            }

            ran++;
            if (fired < wanted) wrong.Add($"{id} fired {fired} times of {wanted}: {folder}");
        }

        output.WriteLine($"{ran} cases, {events} events.");
        Assert.Empty(wrong);
        Assert.Equal((119, 137), (ran, events));
    }

    [GeneratedRegex(@"rule_metadata:\s+- id: (?<id>\S+)", RegexOptions.None, 1000)]
    private static partial Regex RuleId();

    [GeneratedRegex(@"match_count: (?<count>\d+)", RegexOptions.None, 1000)]
    private static partial Regex MatchCount();
}
