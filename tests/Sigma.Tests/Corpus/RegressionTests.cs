using System.Globalization;
using System.Text.RegularExpressions;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Sigma.Matching;
using Sekisho.Testing;
using Xunit.Abstractions;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>The regression cases of the public rule set: the rule of a case must fire at least so often as it says.</summary>
public sealed partial class RegressionTests(ITestOutputHelper output)
{
    /// <summary>The same events lie there as .evtx, too; they are read when there is a reader for that format.</summary>
    private const int CasesThatWaitForEvtx = 119;

    [CorpusFact("detect/sigma-2026-01")]
    public void Every_case_fires_over_its_json()
    {
        var matcher = new RuleMatcher(PublicRuleSet.Loaded.Rules);
        var (ran, wrong, evtx) = (0, new List<string>(), 0);
        foreach (var info in Corpora.Files("detect/sigma-2026-01/regression_data", "info.yml"))
        {
            var folder = Path.GetDirectoryName(info)!;
            var text = File.ReadAllText(info);
            var id = RuleId().Match(text).Groups["id"].Value;
            var wanted = MatchCount().Match(text) is { Success: true } match ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 1;
            var fired = Directory.EnumerateFiles(folder, "*.json").Sum(file => Fired(matcher, id, file));
            ran++;
            evtx += Directory.EnumerateFiles(folder, "*.evtx").Any() ? 1 : 0;
            if (fired < wanted) wrong.Add($"{id} fired {fired} times of {wanted}: {folder}");
        }

        output.WriteLine($"{ran} cases ran over JSON; {evtx} wait for a reader of .evtx.");
        Assert.Empty(wrong);
        Assert.Equal(119, ran);
        Assert.Equal(CasesThatWaitForEvtx, evtx);
    }

    private static int Fired(RuleMatcher matcher, string id, string file)
    {
        var options = new EventReaderOptions();
        var fields = new RecordFields(options.Names, PublicRuleSet.Loaded.Rules);
        using var reader = new JsonEventReader(File.OpenRead(file), options);
        var fired = 0;
        for (var status = reader.Read(fields.Record); status != EventReadStatus.End; status = reader.Read(fields.Record))
        {
            Assert.Equal(EventReadStatus.Event, status);
            fields.Taken();
            foreach (var rule in matcher.Match(fields))
                if (rule.Header.Id == id) fired++;
        }

        return fired;
    }

    [GeneratedRegex(@"rule_metadata:\s+- id: (?<id>\S+)", RegexOptions.None, 1000)]
    private static partial Regex RuleId();

    [GeneratedRegex(@"match_count: (?<count>\d+)", RegexOptions.None, 1000)]
    private static partial Regex MatchCount();
}
