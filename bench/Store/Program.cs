using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Hosting;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store;
using Sekisho.Bench.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;

// How many messages of 5 KB a second the store accepts durably, and settles, with so many callers at once.
// Usage: Sekisho.Bench.Store [--sealing] [FOLDER] [SECONDS]. --sealing: what encryption costs on receiving, instead.
var onlySealing = args.Contains("--sealing");
args = [.. args.Where(word => word != "--sealing")];
var folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("sekisho-bench-").FullName;
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var clock = TimeProvider.System;
var content = new byte[5 * 1024];
new Random(1).NextBytes(content);

if (onlySealing)
{
    foreach (var callers in (int[])[1, 10, 64]) await SealingAsync(callers);
    return;
}

foreach (var callers in (int[])[1, 10, 64])
{
    await MeasureAsync(callers, "user@house.example");
    await MeasureAsync(callers, "user@branch.example");
}

async Task SealingAsync(int callers)
{
    var home = System.IO.Directory.CreateDirectory(Path.Combine(folder, $"sealing-{callers}")).FullName;
    var calls = new DirectCalls();
    await using var role = new StoreRole(
        new RoleEnvironment { InstanceName = "store", RunId = "bench", Folder = home, Calls = null!, Clock = clock, Logs = NullLoggerFactory.Instance },
        new StoreOptions());
    role.Map(calls);
    await role.StartAsync(default);
    await calls.InvokeAsync(StoreCalls.PublishDirectory, BenchKeys.Directory("house.example", "branch.example", "user@house.example"));
    using var cost = new SealingCost();
    await cost.MeasureAsync(
        async more =>
        {
            more?.Invoke();
            await calls.InvokeAsync(StoreCalls.Accept, Message("user@house.example"), content);
        },
        content, seconds, callers);
    await role.StopAsync(default);
    System.IO.Directory.Delete(home, recursive: true);
}

async Task MeasureAsync(int callers, string address)
{
    var home = Directory.CreateDirectory(Path.Combine(folder, $"{callers}-{address}")).FullName;
    var calls = new DirectCalls();
    await using var role = new StoreRole(
        new RoleEnvironment { InstanceName = "store", RunId = "bench", Folder = home, Calls = null!, Clock = clock, Logs = NullLoggerFactory.Instance },
        new StoreOptions());
    role.Map(calls);
    await role.StartAsync(default);
    await calls.InvokeAsync(StoreCalls.PublishDirectory, BenchKeys.Directory("house.example", "branch.example", "user@house.example"));

    await AcceptAsync(calls, callers, address, 0.5);
    var (accepted, acceptSeconds, cpu) = await AcceptAsync(calls, callers, address, seconds);
    Console.WriteLine($"accept {callers,2} callers {(address.Contains("house", StringComparison.Ordinal) ? "mailbox" : "queue  ")} {accepted / acceptSeconds,8:F0}/s  {cpu / accepted * 1000,6:F3} ms CPU each");
    if (address.Contains("branch", StringComparison.Ordinal))
    {
        var (settled, settleSeconds, settleCpu) = await SettleAsync(calls, callers, seconds);
        Console.WriteLine($"lease+settle {callers,2} at once    {settled / settleSeconds,8:F0}/s  {settleCpu / Math.Max(1, settled) * 1000,6:F3} ms CPU each");
    }

    await role.StopAsync(default);
    Directory.Delete(home, recursive: true);
}

async Task<(int Count, double Seconds, double Cpu)> AcceptAsync(DirectCalls calls, int callers, string address, double time)
{
    var count = 0;
    var watch = Stopwatch.StartNew();
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
    {
        while (watch.Elapsed.TotalSeconds < time)
        {
            await calls.InvokeAsync(StoreCalls.Accept, Message(address), content);
            Interlocked.Increment(ref count);
        }
    })));
    return (count, watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
}

async Task<(int Count, double Seconds, double Cpu)> SettleAsync(DirectCalls calls, int atOnce, double time)
{
    var count = 0;
    var watch = Stopwatch.StartNew();
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    while (watch.Elapsed.TotalSeconds < time)
    {
        var jobs = (await calls.InvokeAsync(StoreCalls.LeaseDue, new LeaseDueRequest { Caller = "bench", Most = atOnce, InlineContentBytes = 65536 })).Jobs;
        if (jobs.Count == 0) break;
        await Task.WhenAll(jobs.Select(job => Task.Run(async () =>
        {
            await calls.InvokeAsync(StoreCalls.Settle, new SettleRequest
            {
                Lease = job.Lease,
                Results = [.. job.Recipients.Select(recipient => new RecipientResult(recipient, DeliveryOutcome.Delivered, "250 2.0.0 Ok", "127.0.0.1"))],
            });
        })));
        count += jobs.Count;
    }

    return (count, watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
}

AcceptRequest Message(string address) => new()
{
    Id = TimeOrderedId.New(clock),
    Envelope = new Envelope { ReversePath = "someone@elsewhere.example", Recipients = [new EnvelopeRecipient { Address = address }] },
    Verdict = new Verdict { Disposition = Disposition.Accept },
    Origin = new Origin { Kind = OriginKind.Relay, Client = "192.0.2.1:4711", Helo = "client.example" },
    Subject = "On the road",
};
