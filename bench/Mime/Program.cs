using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sekisho.Bench.Mime;

// Sekisho.Bench.Mime [--json] [--corpus DIR] [--seed N]: how fast messages are read, by size class.
var json = args.Contains("--json");
var seed = Option("--seed") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
var sets = new List<(string Name, List<byte[]> Messages)>
{
    ("2 KB", Messages.OfSize(2_000, seed, 200)),
    ("20 KB", Messages.OfSize(20_000, seed, 100)),
    ("200 KB", Messages.OfSize(200_000, seed, 20)),
    ("5 MB", Messages.OfSize(5_000_000, seed, 3)),
};
if (Option("--corpus") is { } folder)
    sets.Add((Path.GetFileName(folder.TrimEnd('/')), [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]));

var writer = new ArrayBufferWriter<byte>(8 * 1024 * 1024);
var works = new (string Name, Action<byte[]> Action)[] { ("events", Measurement.Events), ("structure", Measurement.Structure), ("structure+decode", Measurement.Decode(writer)) };
if (!json)
{
    Console.WriteLine($"MIME reading, one core, seed {seed}, best of 5 rounds. No peer runs: MimeKit is not available here.");
    Console.WriteLine("events: the pull reader alone; structure: all parts, views and ambiguities; +decode: and every body decoded.");
    Console.WriteLine($"{"set",-12} {"work",-18} {"messages",8} {"mean bytes",12} {"MB/s",10} {"messages/s",12} {"alloc B/msg",12}");
}

foreach (var (name, messages) in sets)
{
    foreach (var work in works)
    {
        var row = Measurement.Take(name, work.Name, messages, work.Action);
        if (json) Console.WriteLine(JsonSerializer.Serialize(row));
        else Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Set,-12} {row.Work,-18} {row.Messages,8} {row.MeanBytes,12:F0} {row.MegabytesPerSecond,10:F0} {row.MessagesPerSecond,12:F0} {row.AllocatedBytesPerMessage,12:F0}"));
    }
}

return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
