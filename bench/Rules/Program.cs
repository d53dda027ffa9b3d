using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sekisho.Bench.Rules;
using Sekisho.Inspect;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;

// Sekisho.Bench.Rules [--json] [--messages DIR]: what judging a message by rules costs, on one thread, its facts being known.
var json = args.Contains("--json");
var folder = Option("--messages") ?? "samples";
var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(2_000).ToList();
var options = new InspectOptions();
var facts = new List<FactSet>();
await using (var inspector = Inspector.Create(options))
{
    foreach (var file in files)
    {
        var request = new InspectRequest { Id = "bench", ClientAddress = "192.0.2.7", Helo = "mail.example.net", MailFrom = "a@example.net", Recipients = ["b@example.org"] };
        facts.Add((await inspector.InspectAsync(request, await File.ReadAllBytesAsync(file))).Facts);
    }
}

if (!json)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{facts.Count} messages of {folder}, {facts.Average(set => set.Values.Count):F0} facts each; one thread, each message's best of many. Target: 300 rules in less than 100 µs a message."));
    Console.WriteLine($"{"rules",6} {"load ms",9} {"µs/message",12} {"slowest µs",12} {"without index µs",18} {"reasons/message",16} {"alloc B/message",16}");
}

foreach (var wanted in (int[])[0, 100, 300, 1000, 3000])
{
    var started = Stopwatch.GetTimestamp();
    var rules = wanted <= MailRules.BuiltIn.Count ? MailRules.Compile([]) : MailRules.Compile([GeneratedRules.Make(wanted - MailRules.BuiltIn.Count)]);
    var load = Stopwatch.GetElapsedTime(started);
    if (rules.Problems.Count > 0) throw new InvalidOperationException(rules.Problems[0].ToString());
    var row = Take(new Judge(rules, options)) with { Rules = rules.Count, LoadMilliseconds = Math.Round(load.TotalMilliseconds, 1), WithoutIndexMicroseconds = Take(new Judge(rules, options, useIndex: false)).Microseconds };
    Console.WriteLine(json
        ? JsonSerializer.Serialize(row)
        : string.Create(CultureInfo.InvariantCulture, $"{row.Rules,6} {row.LoadMilliseconds,9:F1} {row.Microseconds,12:F2} {row.SlowestMicroseconds,12:F2} {row.WithoutIndexMicroseconds,18:F2} {row.Reasons,16:F2} {row.AllocatedBytes,16:F0}"));
}

return 0;

Row Take(Judge judge)
{
    var reasons = facts.Sum(set => judge.Decide(set).Reasons.Count);
    var allocated = 0L;
    // Each message's best: other work on the machine only ever slows down.
    var each = new double[facts.Count];
    Array.Fill(each, double.MaxValue);
    for (var round = 0; round < 5; round++)
    {
        var passes = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        do
        {
            for (var i = 0; i < facts.Count; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                judge.Decide(facts[i]);
                each[i] = Math.Min(each[i], Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
            }

            passes++;
        }
        while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < 300);
        allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (passes * facts.Count);
    }

    return new Row(0, 0, Math.Round(each.Average(), 2), each.Max(), 0, reasons / (double)facts.Count, allocated);
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
