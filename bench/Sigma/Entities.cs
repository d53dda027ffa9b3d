using System.Text;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;

namespace Sekisho.Bench.Sigma;

/// <summary>How much a correlation remembers of a million entities, two events of each.</summary>
internal static class Entities
{
    private const int Count = 1_000_000;

    private const string Rules = """
        title: failure
        name: failure
        logsource: {product: test}
        detection: {s: {k: a}, condition: s}
        ---
        title: many failures
        correlation: {type: event_count, rules: [failure], group-by: [u], timespan: 1d, condition: {gte: 10}}
        """;

    /// <summary>Bytes for all of them, and hits taken per second of processor time.</summary>
    public static (long Bytes, double PerSecond) Measure()
    {
        var rules = RuleSet.Create([RuleReading.Read(Encoding.UTF8.GetBytes(Rules), "entities.yml")], new List<RuleProblem>());
        var options = new EventReaderOptions();
        var fields = new RecordFields(options.Names, rules);
        var correlator = new Correlator(rules);
        var user = options.Names.Add("u"u8);
        var name = new byte[16];
        SigmaRule[] hit = [rules.Rules[0]];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var begin = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < 2 * Count; i++)
        {
            fields.Record.Clear();
            if (!(i % Count).TryFormat(name, out var length)) continue;
            fields.Record.Add(user, Events.EventValueKind.Text, name.AsSpan(0, length));
            fields.Record.Time = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(i);
            correlator.Observe(hit, fields, "log", i);
        }

        var seconds = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        return correlator.GroupCount == Count ? (bytes, 2 * Count / seconds) : throw new InvalidOperationException("Groups are missing.");
    }
}
