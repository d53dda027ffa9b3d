using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Bench.Ledger;
using Sekisho.Kernel.Cryptography;
using Sekisho.Kernel.Files;
using Sekisho.Ledger;
using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Client;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Recovery;
using Sekisho.Ledger.Verification;
using Sekisho.Roles.Hosting;

// How many durable entries a second the ledger records with 64 writers, how long one waits, how long a proof and the verification
// of a million entries take. Usage: Sekisho.Bench.Ledger [--folder FOLDER] [--seconds N] [--entries N]
var folder = Option("--folder") ?? "/var/tmp";
var seconds = double.Parse(Option("--seconds") ?? "3", CultureInfo.InvariantCulture);
var entries = int.Parse(Option("--entries") ?? "1000000", CultureInfo.InvariantCulture);
const int Writers = 64;
if (!LibcryptoEd25519.TryLoad(out var ed25519, out var problem)) throw new InvalidOperationException(problem);
var data = Path.Combine(folder, "sekisho-bench-ledger-" + Environment.ProcessId);
var folders = LedgerFolders.In(data);
Directory.CreateDirectory(folders.Log);
Directory.CreateDirectory(folders.State);
try
{
    Console.WriteLine($"machine: {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before the run, one fdatasync of 4 KiB {FlushMilliseconds():F2} ms (median of 50), folder {folder}");
    await using (var role = NewRole())
    {
        var calls = new DirectCalls();
        role.Map(calls);
        await role.StartAsync(default);
        await OwnAppendsAsync(calls, 1, 0.5, report: false);
        await OwnAppendsAsync(calls, 1, seconds, report: true);
        await OwnAppendsAsync(calls, 8, seconds, report: true);
        await SharedClientAsync(calls, seconds);
        await FillAsync(calls, role);
        await role.StopAsync(default);
    }

    Prove();
    Verify();
}
finally
{
    Directory.Delete(data, recursive: true);
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

LedgerRole NewRole() => new(
    new LedgerOptions { Origin = "bench.example/ledger" },
    new RoleEnvironment
    {
        InstanceName = "ledger",
        RunId = "bench" + Guid.NewGuid().ToString("N"),
        Folder = folders.Log,
        SecondFolder = folders.State,
        Calls = null!,
        Clock = TimeProvider.System,
        Logs = NullLoggerFactory.Instance,
    },
    ownProcess: false);

// Each writer waits for its own append before the next: as many appends as writers can be under way.
async Task OwnAppendsAsync(DirectCalls calls, int perAppend, double time, bool report)
{
    var run = Guid.NewGuid().ToString("N");
    await MeasureAsync($"{Writers} writers, {perAppend} at a time each", perAppend, time, report, writer =>
    {
        long next = 1;
        return async batch =>
        {
            await calls.SendAsync(LedgerCalls.Append, new AppendRequest { Start = $"{run}{writer}", First = next, Entries = batch });
            next += batch.Length;
        };
    });
}

// As a role does it: 64 at a time through its one client, which gathers them.
async Task SharedClientAsync(DirectCalls calls, double time)
{
    await using var client = new LedgerClient(calls, Guid.NewGuid().ToString("N"), TimeProvider.System);
    await MeasureAsync($"{Writers} callers of one client, 1 at a time each", 1, time, report: true, _ => async batch =>
    {
        var result = await client.AppendAsync(batch);
        if (!result.IsRecorded) throw new InvalidOperationException(result.Problem);
    });
}

async Task MeasureAsync(string name, int perAppend, double time, bool report, Func<int, Func<LedgerEntry[], Task>> append)
{
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var watch = Stopwatch.StartNew();
    var waits = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
    {
        var mine = new List<double>();
        var send = append(writer);
        var batch = Enumerable.Range(0, perAppend).Select(Entry).ToArray();
        while (watch.Elapsed.TotalSeconds < time)
        {
            var began = Stopwatch.GetTimestamp();
            await send(batch);
            mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return mine;
    })));
    var elapsed = watch.Elapsed.TotalSeconds;
    var all = waits.SelectMany(wait => wait).Order().ToList();
    var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
    var count = (double)all.Count * perAppend;
    if (report)
        Console.WriteLine($"append, {name,-48} {count / elapsed,9:F0} entries/s  p50 {all[all.Count / 2],6:F2} ms  p99 {all[(int)(all.Count * 0.99)],6:F2} ms  {used / count * 1e6,5:F1} us CPU each");
}

async Task FillAsync(DirectCalls calls, LedgerRole role)
{
    var batch = Enumerable.Range(0, EntryRules.MaxEntriesPerAppend).Select(Entry).ToArray();
    var client = new LedgerClient(calls, Guid.NewGuid().ToString("N"), TimeProvider.System);
    await using (client)
    {
        while (role.Parts.Sequencer.Last.Head.Size < entries)
        {
            if (!(await client.AppendAsync(batch)).IsRecorded) throw new InvalidOperationException("The ledger did not take it.");
        }
    }
}

void Prove()
{
    if (!PublishedLog.TryOpen(folders, ed25519, out var log, out var why)) throw new InvalidOperationException(why);
    var random = new Random(1);
    var times = new List<double>();
    for (var i = 0; i < 500; i++)
    {
        var index = random.NextInt64(log.Checkpoint.Head.Size);
        var began = Stopwatch.GetTimestamp();
        if (log.Prove(index) is null) throw new InvalidOperationException("There is no proof.");
        times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    times.Sort();
    Console.WriteLine($"proof, of {log.Checkpoint.Head.Size} entries, tiles read anew each time           p50 {times[250],6:F2} ms  p99 {times[495],6:F2} ms");
}

void Verify()
{
    var watch = Stopwatch.StartNew();
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var report = LedgerVerification.Run(folders, ed25519);
    if (!report.IsIntact) throw new InvalidOperationException(report.Findings[0].ToString());
    var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
    Console.WriteLine($"verify, {report.EntriesVerified} entries: {watch.Elapsed.TotalSeconds:F2} s, {used:F2} s CPU ({report.EntriesVerified / watch.Elapsed.TotalSeconds:F0} entries/s, {watch.Elapsed.TotalSeconds / report.EntriesVerified * 1e6:F2} s a million)");
}

double FlushMilliseconds()
{
    var path = Path.Combine(data, "flush");
    File.WriteAllBytes(path, new byte[4096]);
    using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
    DataSync.Flush(file);
    var times = new List<double>();
    for (var i = 0; i < 50; i++)
    {
        var began = Stopwatch.GetTimestamp();
        RandomAccess.Write(file, new byte[4096], 0);
        DataSync.Flush(file);
        times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    return times.Order().ElementAt(25);
}

static LedgerEntry Entry(int number) => new()
{
    Type = EntryType.MessageRead,
    When = DateTimeOffset.UnixEpoch,
    Who = new LedgerWho { Ticket = "01jkz0000000", Person = LedgerReference.Of("0123456789abcdef"u8, "person", "p"), Address = LedgerReference.Of("0123456789abcdef"u8, "address", "a") },
    What = new LedgerWhat { Tenant = "house", Class = "message", Reference = LedgerReference.Of("0123456789abcdef"u8, "message", number.ToString(CultureInfo.InvariantCulture)) },
};
