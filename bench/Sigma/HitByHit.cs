using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Sigma.Matching;

namespace Sekisho.Bench.Sigma;

/// <summary>With the index and without it the same rules fire over every event.</summary>
internal static class HitByHit
{
    /// <summary>How many events were compared; the first difference throws.</summary>
    public static long Compare(RuleSet rules, List<byte[]> logs, EventFormat format)
    {
        var options = new EventReaderOptions();
        var fields = new RecordFields(options.Names, rules);
        var (indexed, naive) = (new RuleMatcher(rules), new RuleMatcher(rules, useIndex: false));
        long events = 0;
        foreach (var log in logs)
        {
            using var reader = EventReaders.Open(new MemoryStream(log), format, options)!;
            EventReadStatus status;
            while ((status = reader.Read(fields.Record)) != EventReadStatus.End)
            {
                if (status != EventReadStatus.Event) continue;
                fields.Taken();
                var with = indexed.Match(fields).ToArray();
                var without = naive.Match(fields).ToArray();
                if (!with.SequenceEqual(without)) throw new InvalidOperationException($"Event {events}, {fields.Record.Position} of its log: with the index {Names(with)}, without it {Names(without)}.");
                events++;
            }
        }

        return events;
    }

    private static string Names(IEnumerable<Sekisho.Sigma.Rules.SigmaRule> rules) => string.Join(", ", rules.Select(rule => rule.Header.Id));
}
