using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Sekisho.Bench.Events;
using Sekisho.Events;

// Sekisho.Bench.Events PATH… [--format NAME] [--rounds N] [--json]: how fast logs are read, by format, one core.
// Files and folders; what is packed with gzip is unpacked before. Every log is in memory: no disk is measured.
var json = args.Contains("--json");
var rounds = Option("--rounds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
var only = Option("--format") is { } name ? Enum.Parse<EventFormat>(name, ignoreCase: true) : EventFormat.Auto;
var paths = args.Where((argument, i) => !argument.StartsWith("--", StringComparison.Ordinal) && (i == 0 || args[i - 1] is not ("--format" or "--rounds"))).ToList();
if (paths.Count == 0)
{
    await Console.Error.WriteLineAsync("Which logs? Sekisho.Bench.Events PATH… [--format NAME] [--rounds N] [--json]");
    return 2;
}

var logs = paths.SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1))
    .Select(Content)
    .Select(content => (Format: EventReaders.Detect(new MemoryStream(content)), Content: content))
    .Where(log => log.Format != EventFormat.Auto && (only == EventFormat.Auto || log.Format == only))
    .ToLookup(log => log.Format, log => log.Content);
if (!json)
{
    Console.WriteLine($"Reading logs, one core, {rounds} rounds; MB are those of the log as it is, unpacked; the best pass counts: other work on the machine only ever slows down.");
    Console.WriteLine($"{"format",-10} {"logs",6} {"MB",8} {"events",10} {"skipped",8} {"MB/s",8} {"events/s",12} {"alloc B/event",14}");
}

foreach (var format in logs.OrderBy(group => group.Key))
{
    var best = Enumerable.Range(0, rounds + 1).Select(_ => Once(format.Key, [.. format])).Skip(1).MaxBy(row => row.MegabytesPerSecond)!;
    if (json) Console.WriteLine(JsonSerializer.Serialize(best));
    else Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best.Format,-10} {best.Logs,6} {best.Megabytes,8:F1} {best.Events,10} {best.Skipped,8} {best.MegabytesPerSecond,8:F0} {best.EventsPerSecond,12:F0} {best.AllocatedBytesPerEvent,14:F1}"));
}

return 0;

static Measurement Once(EventFormat format, List<byte[]> logs)
{
    // Warm runs: small sets are read several times, so that a round takes long enough to be measured.
    var bytes = logs.Sum(log => (long)log.Length);
    var passes = (int)Math.Clamp(200_000_000 / Math.Max(bytes, 1), 1, 1000);
    var options = new EventReaderOptions();
    var record = new EventRecord();
    long events = 0, skipped = 0;
    var before = GC.GetAllocatedBytesForCurrentThread();
    var best = TimeSpan.MaxValue;
    for (var pass = 0; pass < passes; pass++)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var log in logs)
        {
            using var reader = EventReaders.Open(new MemoryStream(log), format, options)!;
            EventReadStatus status;
            while ((status = reader.Read(record)) != EventReadStatus.End)
                if (status == EventReadStatus.Event) events++;
                else skipped++;
        }

        if (Stopwatch.GetElapsedTime(started) is var took && took < best) best = took;
    }

    var seconds = best.TotalSeconds;
    var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    return new Measurement(format.ToString(), logs.Count, bytes / 1e6, events / passes, skipped / passes, bytes / 1e6 / seconds, events / passes / seconds, allocated / (double)Math.Max(events, 1));
}

static byte[] Content(string path)
{
    if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadAllBytes(path);
    using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
    using var copy = new MemoryStream();
    packed.CopyTo(copy);
    return copy.ToArray();
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
