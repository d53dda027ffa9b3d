using System.Globalization;
using System.Text;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;

namespace Sekisho.Sigma.Tests.Correlating;

/// <summary>
/// The correlator beside one that keeps every event and looks at all of them again for each: slow, and so short that its
/// truth can be seen. The same stream was also run through another engine outside this repository, with the same hits
/// (docs/sigma.md).
/// </summary>
public sealed class CorrelatorOracleTests
{
    private const int TimespanSeconds = 60;
    private const int Events = 4_000;

    [Theory]
    [InlineData("event_count", "[a]", "{gte: 4}", "[u]", 1)]
    [InlineData("event_count", "[a, b]", "{gt: 5}", "[u, w]", 2)]
    [InlineData("value_count", "[a]", "{gte: 3, field: v}", "[u]", 3)]
    [InlineData("value_sum", "[c]", "{gte: 20, field: v}", "[u]", 4)]
    [InlineData("temporal", "[a, b, c]", "{gte: 3}", "[u]", 5)]
    [InlineData("temporal", "[a, b, c]", "{gte: 2}", "[u, w]", 6)]
    [InlineData("temporal_ordered", "[a, b, c]", "{gte: 3}", "[u]", 7)]
    [InlineData("temporal_ordered", "[a, b]", "{gte: 2}", "[w]", 8)]
    public void A_correlation_fires_where_the_naive_one_does(string type, string rules, string condition, string groupBy, int seed)
    {
        var events = Make(seed);
        var wanted = Naive(events, type, Words(rules), condition, Words(groupBy));
        var fired = Fired(events, $"title: t\ncorrelation:\n  type: {type}\n  rules: {rules}\n  group-by: {groupBy}\n  timespan: {TimespanSeconds}s\n  condition: {condition}\n");
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted, fired);
    }

    private static List<int> Naive(List<One> events, string type, string[] rules, string condition, string[] groupBy)
    {
        var fired = new List<int>();
        var silentUntil = new Dictionary<string, long>(StringComparer.Ordinal);
        var limit = int.Parse(condition.Where(char.IsAsciiDigit).ToArray(), CultureInfo.InvariantCulture) + (condition.Contains("gt:", StringComparison.Ordinal) ? 1 : 0);
        for (var i = 0; i < events.Count; i++)
        {
            var last = events[i];
            var group = string.Join('|', groupBy.Select(last.Field));
            if (!rules.Contains(last.Rule) || groupBy.All(name => last.Field(name).Length == 0)) continue;
            var window = events.Take(i + 1).Where(one => one.Time >= last.Time - TimespanSeconds && rules.Contains(one.Rule) && string.Join('|', groupBy.Select(one.Field)) == group).ToList();
            var measure = type switch
            {
                "event_count" => window.Count,
                "value_count" => window.Select(one => one.Value).Distinct().Count(),
                "value_sum" => window.Sum(one => one.Value),
                "temporal" => window.Select(one => one.Rule).Distinct().Count(),
                _ => Ordered(window, rules),
            };
            if (measure < limit || (silentUntil.TryGetValue(group, out var until) && last.Time <= until)) continue;
            silentUntil[group] = last.Time + TimespanSeconds;
            fired.Add(i);
        }

        return fired;
    }

    /// <summary>How many of the rules, from the first on, are found one behind the other.</summary>
    private static int Ordered(List<One> window, string[] rules)
    {
        var next = 0;
        foreach (var one in window)
            if (next < rules.Length && one.Rule == rules[next]) next++;
        return next;
    }

    private static List<int> Fired(List<One> events, string correlation)
    {
        var rules = string.Concat(((string[])["a", "b", "c"]).Select(name => $"title: {name}\nname: {name}\nlogsource: {{product: test}}\ndetection: {{s: {{k: {name}}}, condition: s}}\n---\n"));
        var set = RuleSet.Create([RuleReading.Read(Encoding.UTF8.GetBytes(rules + correlation), "r.yml")], new List<RuleProblem>());
        var (matcher, correlator) = (new RuleMatcher(set), new Correlator(set));
        var log = string.Concat(events.Select(one => one.Json + "\n"));
        var options = new EventReaderOptions { AssumedSource = new Events.Sources.EventSource { Product = "test" } };
        var fields = new RecordFields(options.Names, set);
        using var reader = new JsonEventReader(new MemoryStream(Encoding.UTF8.GetBytes(log)), options);
        var fired = new List<int>();
        for (var i = 0; reader.Read(fields.Record) == EventReadStatus.Event; i++)
        {
            fields.Taken();
            foreach (var hit in correlator.Observe(matcher.Match(fields), fields, "f", i)) fired.Add((int)hit.Record);
        }

        Assert.Empty(correlator.Finish());
        return fired;
    }

    private static List<One> Make(int seed)
    {
        var numbers = new Sequence((uint)seed);
        var time = 1_700_000_000L;
        var events = new List<One>();
        for (var i = 0; i < Events; i++)
        {
            time += numbers.Next(20) switch { 0 => 100, var n and < 10 => n, _ => 1 };
            events.Add(new One("abcd"[numbers.Next(4)].ToString(), time, numbers.Next(10), numbers.Next(20) == 0 ? "" : "xyz"[numbers.Next(3)].ToString(), numbers.Next(8) == 0 ? "" : "12"[numbers.Next(2)].ToString()));
        }

        return events;
    }

    private static string[] Words(string list) => list.Trim('[', ']').Split(", ");

    private sealed record One(string Rule, long Time, int Value, string User, string Workstation)
    {
        public string Field(string name) => name == "u" ? User : Workstation;

        public string Json => $$"""{"k":"{{Rule}}","time":{{Time}},"v":{{Value}}{{(User.Length > 0 ? $",\"u\":\"{User}\"" : "")}}{{(Workstation.Length > 0 ? $",\"w\":\"{Workstation}\"" : "")}}}""";
    }

    /// <summary>The same numbers in every run.</summary>
    private sealed class Sequence(uint seed)
    {
        private uint _state = seed;

        public int Next(int below)
        {
            _state = (_state * 1_664_525) + 1_013_904_223;
            return (int)((_state >> 8) % (uint)below);
        }
    }
}
