using System.Diagnostics;
using System.Globalization;
using Sekisho.Inspect;

namespace Sekisho.Bench.Catch;

/// <summary>How fast messages are inspected: as many inspectors as processors, each with its own messages, without a network.</summary>
internal static class Speed
{
    public static async Task<string> MeasureAsync(IReadOnlyList<Labelled> messages, int rounds)
    {
        var workers = Environment.ProcessorCount;
        var times = new List<double>();
        var (seconds, count) = (0.0, 0);
        for (var round = 0; round <= rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var each = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => InspectAsync(messages.Where((_, i) => i % workers == worker)))));
            // The first round warms up.
            if (round == 0) continue;
            seconds += watch.Elapsed.TotalSeconds;
            count += messages.Count;
            times.AddRange(each.SelectMany(list => list));
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{count / seconds:0} messages a second with {workers} at once over the phishing and the old mail, p50 {times[times.Count / 2]:0.0} ms, p99 {times[(int)(times.Count * 0.99)]:0.0} ms, longest {times[^1]:0} ms; all signals but the antivirus, rules and classifier included. {Environment.WorkingSet / 1_000_000} MB resident, all test messages in memory included.\n");
    }

    private static async Task<List<double>> InspectAsync(IEnumerable<Labelled> messages)
    {
        await using var inspector = Inspector.Create(new InspectOptions());
        var times = new List<double>();
        foreach (var message in messages)
        {
            var started = Stopwatch.GetTimestamp();
            await inspector.RunAsync(new InspectRequest { Id = message.Name }, message.Content, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }
}
