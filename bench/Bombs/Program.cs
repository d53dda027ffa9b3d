using System.Globalization;
using System.Text.Json;
using Sekisho.Bench.Bombs;
using Sekisho.Inspect;
using Sekisho.Testing;
using Sekisho.Testing.Bombs;

// Sekisho.Bench.Bombs [--json] [--rounds N] [--write] [NAME…]: what files and messages cost that are made to cost much, each as a message
// through all signals: processor time, the best of some rounds, and the largest heap. --write only writes the messages, here.
var json = args.Contains("--json");
var rounds = Array.IndexOf(args, "--rounds") is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 2;
var parts = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal) && !int.TryParse(arg, out _)).ToList();
var bombs = BombList.All.Append(new Bomb("twenty-at-once.eml", () => Bomb.With([.. BombList.Twenty])) { IsMessage = true }).ToList();
if (Corpora.Has("files/bomb")) bombs.AddRange(Corpora.Files("files/bomb").Select(file => new Bomb(Path.GetFileName(file), () => File.ReadAllBytes(file))));
if (parts.Count > 0) bombs = [.. bombs.Where(bomb => parts.Exists(part => bomb.Name.Contains(part, StringComparison.Ordinal)))];
if (args.Contains("--write"))
{
    foreach (var bomb in bombs) await File.WriteAllBytesAsync(bomb.Name + ".message", bomb.Message());
    return 0;
}

await using var inspector = Inspector.Create(new InspectOptions());
var request = new InspectRequest { Id = "bench", ClientAddress = "192.0.2.7", Helo = "mail.example.net", MailFrom = "a@elsewhere.test", Recipients = ["hanako@first.test"] };

// Compiled once before: a worker has done it at the second message.
await inspector.InspectAsync(request, new Bomb("a.txt", () => "words"u8.ToArray()).Message());
if (!json) Console.WriteLine($"{"bomb",-26} {"message bytes",14} {"processor s",12} {"heap MB",8}  held for");
var worst = 0.0;
foreach (var bomb in bombs)
{
    var row = await MeasureAsync(bomb);
    worst = Math.Max(worst, row.ProcessorSeconds);
    Console.WriteLine(json ? JsonSerializer.Serialize(row) : string.Create(CultureInfo.InvariantCulture, $"{row.Name,-26} {row.MessageBytes,14} {row.ProcessorSeconds,12:F3} {row.HeapMegabytes,8:F0}  {row.Reasons}"));
}

if (!json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bombs.Count} bombs, the dearest {worst:F2} s of processor time (target: less than 1 s and 100 MB each)"));
return 0;

async Task<Row> MeasureAsync(Bomb bomb)
{
    var message = bomb.Message();
    var (best, peak, reasons) = (double.MaxValue, 0L, "");
    for (var round = 0; round < rounds; round++)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true) - message.Length;
        using var heap = new PeakHeap();
        var started = Environment.CpuUsage.TotalTime;
        var verdict = await inspector.InspectAsync(request, message);
        best = Math.Min(best, (Environment.CpuUsage.TotalTime - started).TotalSeconds);
        peak = Math.Max(peak, heap.PeakBytes - before);
        var limits = verdict.Facts.Values.GetValueOrDefault("inspection.limits") is string[] { Length: > 0 } list ? $" [{string.Join(", ", list)}]" : "";
        var crash = verdict.Facts.Values.GetValueOrDefault("inspection.crashed_signal") is string signal ? $" CRASHED {signal}" : "";
        reasons = string.Join(", ", verdict.Reasons.Select(reason => reason.Code)) + limits + crash;
    }

    return new Row(bomb.Name, message.Length, Math.Round(best, 3), Math.Round(peak / 1e6, 1), reasons);
}
