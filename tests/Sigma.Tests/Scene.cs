using System.Text;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Events.Sources;
using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;

namespace Sekisho.Sigma.Tests;

/// <summary>Rules and events written in a test, brought together.</summary>
internal sealed class Scene
{
    public Scene(string rules, IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders = null, IEnumerable<string>? moreFields = null)
    {
        File = RuleReading.Read(Encoding.UTF8.GetBytes(rules), "rules.yml", placeholders);
        Problems.AddRange(File.Problems);
        Rules = RuleSet.Create([File], Problems, moreFields);
        Matcher = new RuleMatcher(Rules);
        Naive = new RuleMatcher(Rules, useIndex: false);
        Options = new EventReaderOptions { AssumedSource = new EventSource { Product = "test" } };
        Fields = new RecordFields(Options.Names, Rules);
    }

    public RuleFile File { get; }

    public List<RuleProblem> Problems { get; } = [];

    public RuleSet Rules { get; }

    public RuleMatcher Matcher { get; }

    public RuleMatcher Naive { get; }

    public EventReaderOptions Options { get; }

    public RecordFields Fields { get; }

    /// <summary>A scene of one rule over logs of the product "test", with this below 'detection:'.</summary>
    public static Scene Of(string detection) =>
        new($"title: t\nid: t\nlogsource:\n  product: test\ndetection:\n{string.Join('\n', detection.Split('\n').Select(line => "  " + line))}\n");

    /// <summary>Whether a rule with one selection, written as one line, fires over an event.</summary>
    public static bool Fires(string selection, string json)
    {
        var scene = Of($"s:\n  {selection}\ncondition: s");
        Assert.Empty(scene.Problems);
        return scene.Hits(json).Count == 1;
    }

    /// <summary>The titles of the rules that fire over an event; the same with and without the index.</summary>
    public List<string> Hits(string json)
    {
        Take(json);
        var naive = Naive.Match(Fields).ToArray();
        var indexed = Matcher.Match(Fields).ToArray();
        Assert.Equal(naive, indexed);
        return [.. indexed.Select(rule => rule.Header.Title)];
    }

    public void Take(string json)
    {
        using var reader = new JsonEventReader(new MemoryStream(Encoding.UTF8.GetBytes(json)), Options);
        Assert.Equal(EventReadStatus.Event, reader.Read(Fields.Record));
        Fields.Taken();
    }

    /// <summary>The titles of the correlations that fire over events at seconds of a day.</summary>
    public List<string> Correlate(Correlator correlator, params IReadOnlyList<(int Second, string Json)> events)
    {
        var fired = new List<string>();
        foreach (var (second, json) in events)
        {
            Take(json);
            Fields.Record.Time = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(second);
            var hits = Matcher.Match(Fields).ToArray();
            fired.AddRange(correlator.Observe(hits, Fields, "log", second).Select(hit => $"{hit.Rule.Header.Title}@{second}"));
        }

        return fired;
    }
}
