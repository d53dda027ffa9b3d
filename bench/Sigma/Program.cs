using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sekisho.Bench.Sigma;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Events.Names;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;

// Sekisho.Bench.Sigma --rules PATH… --events PATH… [--mb N] [--rounds N] [--json]: Sigma over JSON events, on one thread.
// Rates are per second of processor time on one thread. The naive evaluation (every rule of the log source on every event) runs beside it over the same events.
// Without paths the public rule set and the host logs of the corpora (SEKISHO_CORPORA) are taken.
var rulePaths = Values("--rules");
var eventPaths = Values("--events");
var corpora = Environment.GetEnvironmentVariable("SEKISHO_CORPORA") is { Length: > 0 } named ? Path.Combine(named, "detect") : null;
if (rulePaths.Count == 0 && corpora is not null) rulePaths = [Path.Combine(corpora, "sigma-2026-01", "rules"), Path.Combine(corpora, "sigma-2026-01", "rules-emerging-threats"), Path.Combine(corpora, "sigma-2026-01", "rules-threat-hunting")];
if (eventPaths.Count == 0 && corpora is not null) eventPaths = [Path.Combine(corpora, "otrf-atomic")];
if (rulePaths.Count == 0 || eventPaths.Count == 0 || !Path.Exists(rulePaths[0]) || !Path.Exists(eventPaths[0]))
{
    Console.Error.WriteLine("Skipped: there are no rules or no events. Set SEKISHO_CORPORA, or give --rules PATH… --events PATH… (.json, .jsonl, .zip, .tar.gz, or folders with them) [--mb N] [--rounds N] [--json].");
    return 0;
}

var rounds = Number("--rounds", 3);
var started = Stopwatch.GetTimestamp();
var loaded = RuleLoading.Load(rulePaths, null, Environment.ProcessorCount);
var cold = Stopwatch.GetElapsedTime(started);
var cpu = Environment.CpuUsage.TotalTime;
_ = RuleLoading.Load(rulePaths, null, workers: 1);
var warmOneCore = Environment.CpuUsage.TotalTime - cpu;
GC.Collect();
var ruleBytes = GC.GetTotalMemory(forceFullCollection: true);
var logs = Logs.Read(eventPaths, Number("--mb", 200) * 1_000_000L);
var logBytes = logs.Sum(log => (long)log.Length);

var parse = Best(() => Run(null, long.MaxValue));
var matcher = new RuleMatcher(loaded.Rules);
var indexed = Best(() => Run(matcher, long.MaxValue));
var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
_ = Run(matcher, long.MaxValue);
var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
var naive = Run(new RuleMatcher(loaded.Rules, useIndex: false), long.MaxValue);
var (entityBytes, entityRate) = Entities.Measure();
var report = new Dictionary<string, object>
{
    ["rules"] = loaded.Rules.Rules.Count,
    ["load_cold_s"] = Math.Round(cold.TotalSeconds, 3),
    ["load_warm_one_core_s"] = Math.Round(warmOneCore.TotalSeconds, 3),
    ["events"] = indexed.Events,
    ["mean_event_bytes"] = logBytes / Math.Max(indexed.Events, 1),
    ["parse_events_per_s"] = (long)(parse.Events / parse.Seconds),
    ["detect_events_per_s"] = (long)(indexed.Events / indexed.Seconds),
    ["parse_share"] = Math.Round(parse.Seconds / indexed.Seconds, 2),
    ["detect_mb_per_s"] = Math.Round(logBytes / 1e6 / indexed.Seconds, 1),
    ["naive_events_per_s"] = (long)(naive.Events / naive.Seconds),
    ["hits"] = indexed.Hits,
    ["alloc_bytes_per_event"] = allocated / Math.Max(indexed.Events, 1),
    ["heap_mb_rules_after_load"] = ruleBytes / 1_000_000,
    ["index_mb"] = loaded.Rules.IndexBytes / 1_000_000,
    ["correlation_1m_entities_mb"] = entityBytes / 1_000_000,
    ["correlation_hits_per_s"] = (long)entityRate,
    ["heap_mb_without_logs"] = (GC.GetTotalMemory(forceFullCollection: true) - logBytes) / 1_000_000,
};
if (args.Contains("--json")) Console.WriteLine(JsonSerializer.Serialize(report));
else
{
    foreach (var (name, value) in report) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {value}"));
}

return 0;

(long Events, long Hits, double Seconds) Best(Func<(long Events, long Hits, double Seconds)> run) => Enumerable.Range(0, rounds + 1).Select(_ => run()).Skip(1).MinBy(result => result.Seconds);

(long Events, long Hits, double Seconds) Run(RuleMatcher? with, long most)
{
    var names = new FieldNames();
    var options = new EventReaderOptions { Names = names };
    var fields = new RecordFields(names, loaded.Rules);
    var (events, hits) = (0L, 0L);
    // Processor time, not time on the clock: other programs may run on the same cores.
    var begin = Environment.CpuUsage.TotalTime;
    foreach (var log in logs)
    {
        using var reader = new JsonEventReader(new MemoryStream(log), options);
        EventReadStatus status;
        while (events < most && (status = reader.Read(fields.Record)) != EventReadStatus.End)
        {
            if (status != EventReadStatus.Event) continue;
            events++;
            fields.Taken();
            if (with is not null) hits += with.Match(fields).Length;
        }
    }

    return (events, hits, (Environment.CpuUsage.TotalTime - begin).TotalSeconds);
}

List<string> Values(string name) => [.. args.SkipWhile(arg => arg != name).Skip(1).TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];

int Number(string name, int usual) => Values(name) is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
