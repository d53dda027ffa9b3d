using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sekisho.Bench.Sigma;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Events.Names;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;

// Sekisho.Bench.Sigma --rules PATH… --events PATH… [--evtx PATH…] [--mb N] [--rounds N] [--json]: Sigma over JSON events, on one thread.
// Rates are per second of processor time on one thread. The naive evaluation (every rule of the log source on every event) runs beside it over the same events,
// and over each event both must give the same rules. --mb 2000 takes all events of the corpora.
// Without paths the public rule set and the host logs of the corpora (SEKISHO_CORPORA) are taken.
var rulePaths = Values("--rules");
var eventPaths = Values("--events");
var corpora = Environment.GetEnvironmentVariable("SEKISHO_CORPORA") is { Length: > 0 } named ? Path.Combine(named, "detect") : null;
if (rulePaths.Count == 0 && corpora is not null) rulePaths = [Path.Combine(corpora, "sigma-2026-01", "rules"), Path.Combine(corpora, "sigma-2026-01", "rules-emerging-threats"), Path.Combine(corpora, "sigma-2026-01", "rules-threat-hunting")];
if (eventPaths.Count == 0 && corpora is not null) eventPaths = [Path.Combine(corpora, "otrf-atomic")];
var evtxPaths = Values("--evtx");
if (evtxPaths.Count == 0 && corpora is not null) evtxPaths = [Path.Combine(corpora, "evtx-to-mitre")];
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

var evtxLogs = Logs.ReadEvtx(evtxPaths, Number("--mb", 200) * 1_000_000L);
var matcher = new RuleMatcher(loaded.Rules);
var parse = Best(() => Run(null, logs, EventFormat.Json));
var indexed = Best(() => Run(matcher, logs, EventFormat.Json));
var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
_ = Run(matcher, logs, EventFormat.Json);
var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
var naive = Run(new RuleMatcher(loaded.Rules, useIndex: false), logs, EventFormat.Json);
var compared = HitByHit.Compare(loaded.Rules, logs, EventFormat.Json) + HitByHit.Compare(loaded.Rules, evtxLogs, EventFormat.Evtx);
var evtxParse = Best(() => Run(null, evtxLogs, EventFormat.Evtx));
var evtxIndexed = Best(() => Run(matcher, evtxLogs, EventFormat.Evtx));
var evtxBytes = evtxLogs.Sum(log => (long)log.Length);
// Empty room in chunks would flatter the rate: only what records take counts.
var evtxUsed = evtxLogs.Sum(Logs.UsedBytes);
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
    ["evtx_events"] = evtxIndexed.Events,
    ["evtx_used_mb"] = Math.Round(evtxUsed / 1e6, 1),
    ["evtx_parse_mb_per_s"] = Math.Round(evtxUsed / 1e6 / evtxParse.Seconds, 1),
    ["evtx_detect_mb_per_s"] = Math.Round(evtxUsed / 1e6 / evtxIndexed.Seconds, 1),
    ["evtx_detect_events_per_s"] = (long)(evtxIndexed.Events / evtxIndexed.Seconds),
    ["hits"] = indexed.Hits,
    ["events_compared_hit_by_hit"] = compared,
    ["alloc_bytes_per_event"] = allocated / Math.Max(indexed.Events, 1),
    ["heap_mb_rules_after_load"] = ruleBytes / 1_000_000,
    ["index_mb"] = loaded.Rules.IndexBytes / 1_000_000,
    ["correlation_1m_entities_mb"] = entityBytes / 1_000_000,
    ["correlation_hits_per_s"] = (long)entityRate,
    ["heap_mb_without_logs"] = (GC.GetTotalMemory(forceFullCollection: true) - logBytes - evtxBytes) / 1_000_000,
};
if (args.Contains("--json")) Console.WriteLine(JsonSerializer.Serialize(report));
else
{
    foreach (var (name, value) in report) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {value}"));
}

return 0;

// The first rounds do not count: the compiler of the running program makes good code of a method only when it has run for a while.
(long Events, long Hits, double Seconds) Best(Func<(long Events, long Hits, double Seconds)> run)
{
    var warm = Stopwatch.GetTimestamp();
    do _ = run();
    while (Stopwatch.GetElapsedTime(warm) < TimeSpan.FromSeconds(4));
    return Enumerable.Range(0, rounds).Select(_ => run()).MinBy(result => result.Seconds);
}

(long Events, long Hits, double Seconds) Run(RuleMatcher? with, List<byte[]> from, EventFormat format)
{
    var names = new FieldNames();
    var options = new EventReaderOptions { Names = names };
    var fields = new RecordFields(names, loaded.Rules);
    var (events, hits) = (0L, 0L);
    // Processor time, not time on the clock: other programs may run on the same cores.
    var begin = Environment.CpuUsage.TotalTime;
    foreach (var log in from)
    {
        using var reader = EventReaders.Open(new MemoryStream(log), format, options)!;
        EventReadStatus status;
        while ((status = reader.Read(fields.Record)) != EventReadStatus.End)
        {
            if (status != EventReadStatus.Event) continue;
            events++;
            fields.Taken();
            if (with is not null) hits += with.Match(fields).Length;
        }
    }

    return (events, hits, Math.Max((Environment.CpuUsage.TotalTime - begin).TotalSeconds, 1e-9));
}

List<string> Values(string name) => [.. args.SkipWhile(arg => arg != name).Skip(1).TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];

int Number(string name, int usual) => Values(name) is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
