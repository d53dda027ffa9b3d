using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Report;
using Sekisho.Bench.Mail.Runs;
using Sekisho.Bench.Mail.Systems;

namespace Sekisho.Bench.Mail;

/// <summary>The whole benchmark: starts the systems, runs the loads, stops everything. What cannot be measured is said, the rest goes on.</summary>
internal sealed class Bench(BenchOptions options, Printer printer, string folder)
{
    private const double ReceiveTarget = 3;
    private const double RelayTarget = 5;
    private const string ReceivePeer = "Postfix";
    private const string RelayPeer = "Postfix + Rspamd";

    /// <summary>Everything that runs, in the order of its start; ended in the reverse order.</summary>
    private readonly Stack<IAsyncDisposable> _running = new();

    private int _missing;

    /// <returns>Whether everything could be measured.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        printer.Print(Machine.Look(folder));
        try
        {
            var resolver = Keep(new EmptyResolver());
            var relaySink = await TryAsync("the relay run", async () => Keep(await SmtpSink.StartAsync(cancellation)));
            if (options.Wants("exempt")) await ExemptAsync(resolver, cancellation);
            if (options.Only == "exempt") return _missing == 0;
            var sekisho = await TryAsync("Sekisho", () => StartSekishoAsync(resolver, relaySink, cancellation));
            if (options.Wants("receive")) await ReceiveAsync(sekisho, resolver, cancellation);
            if (relaySink is not null && options.Wants("relay")) await RelayAsync(sekisho, relaySink, resolver, cancellation);
        }
        finally
        {
            await StopAsync();
        }

        return _missing == 0;
    }

    private async Task<SekishoInstance> StartSekishoAsync(EmptyResolver resolver, SmtpSink? sink, CancellationToken cancellation)
    {
        Printer.Progress("starting Sekisho");
        var sekisho = Keep(await SekishoInstance.StartAsync("Sekisho", Path.Combine(folder, "sekisho"), resolver.Port, options.Workers, inspects: true, cancellation));
        if (options.Only is null) printer.Print(await StartRun.RunAsync(sekisho, cancellation));
        await sekisho.AddTenantsAsync(sink?.Port ?? Ports.Free(), cancellation);
        await sekisho.FindPartsAsync(cancellation);
        return sekisho;
    }

    /// <summary>Nobody inspects: Sekisho is told that loopback has inspected already.</summary>
    private async Task ExemptAsync(EmptyResolver resolver, CancellationToken cancellation)
    {
        Printer.Progress("starting Sekisho, inspecting nothing");
        var sekisho = await TryAsync("Sekisho without inspection", () => SekishoInstance.StartAsync("Sekisho", Path.Combine(folder, "exempt"), resolver.Port, options.Workers, inspects: false, cancellation));
        if (sekisho is null) return;
        await using (sekisho)
        {
            await sekisho.AddTenantsAsync(Ports.Free(), cancellation);
            await sekisho.FindPartsAsync(cancellation);
            var postfix = options.Alone ? null : await TryAsync(ReceivePeer, () => PostfixInstance.StartAsync(ReceivePeer, Path.Combine(folder, "exempt-peer"), PostfixKind.Discard, 0, 0, cancellation));
            await using (postfix)
            {
                foreach (var reuse in (bool[])[false, true])
                {
                    var run = reuse ? "receive without inspection, connections reused" : "receive without inspection, new connection each";
                    var rounds = await TryAsync(run, () => ReceiveRun.RunAsync([.. new IMailSystem?[] { postfix, sekisho }.OfType<IMailSystem>()], options, reuse, cancellation));
                    if (rounds is null) continue;
                    printer.Print(
                        $"Durable receive, neither side inspects: {options.Messages} messages of 5 KB, {options.Sessions} sessions, {(reuse ? "connections reused" : "a new connection each")}",
                        Summary.Of(run, rounds, ReceivePeer, ReceiveTarget));
                }
            }
        }
    }

    private async Task ReceiveAsync(SekishoInstance? sekisho, EmptyResolver resolver, CancellationToken cancellation)
    {
        var systems = new List<IMailSystem>();
        foreach (var (name, kind) in ((string, PostfixKind)[])[(ReceivePeer, PostfixKind.Discard), ("Postfix, hold only", PostfixKind.HoldOnly)])
            if (!options.Alone && await TryAsync(name, async () => Keep(await PostfixInstance.StartAsync(name, Path.Combine(folder, kind.ToString()), kind, 0, 0, cancellation))) is { } postfix)
                systems.Add(postfix);
        if (!options.Alone && await TryAsync(RelayPeer, async () => Keep(await PostfixWithRspamd.StartAsync(Path.Combine(folder, "scan"), PostfixKind.ScanAndDiscard, 0, resolver.Port, cancellation))) is { } scanning)
            systems.Add(scanning);
        if (sekisho is not null) systems.Add(sekisho);
        foreach (var reuse in (bool[])[false, true])
        {
            var run = reuse ? "receive, connections reused" : "receive, new connection each";
            var rounds = await TryAsync(run, () => ReceiveRun.RunAsync(systems, options, reuse, cancellation));
            if (rounds is null) continue;
            var load = $"{options.Messages} messages of 5 KB, {options.Sessions} sessions, {(reuse ? "connections reused" : "a new connection each")}";
            printer.Print(
                $"Durable receive: {load}; Sekisho inspects each message before it acknowledges it, Postfix none",
                Summary.Of(run, [.. rounds.Where(round => round.System != RelayPeer)], ReceivePeer, ReceiveTarget));
            if (rounds.Any(round => round.System == RelayPeer))
                printer.Print(
                    $"Durable receive, both sides inspect before they acknowledge: {load}",
                    Summary.Of($"{run}, inspected", [.. rounds.Where(round => round.System is RelayPeer or "Sekisho")], RelayPeer, target: null));
        }
    }

    private async Task RelayAsync(SekishoInstance? sekisho, SmtpSink sekishoSink, EmptyResolver resolver, CancellationToken cancellation)
    {
        var messages = await TryAsync("the relay run", () => Task.FromResult(MessageSet.Load(Environment.GetEnvironmentVariable("SEKISHO_CORPORA"))));
        if (messages is null) return;
        messages = [.. messages.Take(options.Corpus)];
        var systems = new List<(IMailSystem, SmtpSink)>();
        if (!options.Alone) await TryAsync(RelayPeer, async () =>
        {
            Printer.Progress($"starting {RelayPeer}");
            var sink = Keep(await SmtpSink.StartAsync(cancellation));
            systems.Add((Keep(await PostfixWithRspamd.StartAsync(Path.Combine(folder, "relay"), PostfixKind.ScanAndRelay, sink.Port, resolver.Port, cancellation)), sink));
            return systems;
        });
        if (sekisho is not null) systems.Add((sekisho, sekishoSink));
        var rounds = await TryAsync("relay", () => RelayRun.RunAsync(systems, messages, options, cancellation));
        if (rounds is not null)
            printer.Print($"Receive, inspect, relay: {messages.Count} real messages, {options.Sessions} connections, a new one for each message", Summary.Of("relay", rounds, RelayPeer, RelayTarget));
    }

    private T Keep<T>(T running)
        where T : IAsyncDisposable
    {
        _running.Push(running);
        return running;
    }

    /// <summary>Runs a part; where it cannot be run, says so and returns null.</summary>
    private async Task<T?> TryAsync<T>(string what, Func<Task<T>> part)
        where T : class
    {
        try
        {
            return await part();
        }
        catch (Exception problem) when (problem is BenchException or IOException or FormatException)
        {
            _missing++;
            printer.Print(new Missing(what, problem.Message));
            return null;
        }
    }

    private async Task StopAsync()
    {
        while (_running.TryPop(out var running))
        {
            try
            {
                await running.DisposeAsync();
            }
            catch (BenchException problem)
            {
                Printer.Progress($"while stopping: {problem.Message}");
            }
        }
    }
}
