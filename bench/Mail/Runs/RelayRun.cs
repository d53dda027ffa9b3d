using System.Globalization;
using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Processes;
using Sekisho.Bench.Mail.Report;
using Sekisho.Bench.Mail.Systems;

namespace Sekisho.Bench.Mail.Runs;

/// <summary>
/// Receive, inspect and relay of real messages: from the first command to the last message at the sink (or the last
/// reply, where a system keeps or refuses the last ones). All messages count, whatever was decided about them.
/// </summary>
internal static class RelayRun
{
    private const int WarmUpMessages = 400;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>No message for so long, and nothing pending: what has not come is held or quarantined.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Measured>> RunAsync(
        IReadOnlyList<(IMailSystem System, SmtpSink Sink)> systems, IReadOnlyList<byte[]> messages, BenchOptions options, CancellationToken cancellation)
    {
        var results = new List<Measured>();
        foreach (var (system, sink) in systems)
        {
            Printer.Progress($"relay, warm-up: {system.Name}");
            await OnceAsync(system, sink, [.. messages.Take(WarmUpMessages)], options, cancellation);
        }

        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var (system, sink) in systems)
            {
                Printer.Progress($"relay, {messages.Count} real messages, round {round} of {options.Rounds}: {system.Name}");
                results.Add(await OnceAsync(system, sink, messages, options, cancellation));
            }
        }

        return results;
    }

    private static async Task<Measured> OnceAsync(IMailSystem system, SmtpSink sink, IReadOnlyList<byte[]> messages, BenchOptions options, CancellationToken cancellation)
    {
        var before = sink.Received;
        await using var meter = new Meter(() => system.Processes, system.Parts);
        var started = TimeProvider.System.GetTimestamp();
        var load = await CorpusSender.SendAsync(system.Port, Addresses.Relayed, messages, options.Sessions, cancellation);
        await ArriveAsync(system, sink, before + load.Accepted, cancellation);
        var ended = Math.Max(load.LastReply, sink.Received > before ? sink.LastChange : 0);
        var took = TimeProvider.System.GetElapsedTime(started, ended);
        var relayed = sink.Received - before;
        var remark = string.Create(CultureInfo.InvariantCulture,
            $"of {load.Sent}: {relayed} relayed, {load.Accepted - relayed} kept, {load.Rejected} refused for good, {load.Deferred} refused for now{meter.CpuOfParts(messages.Count)}");
        return new Measured(system.Name, messages.Count / took.TotalSeconds, meter.CpuTime.TotalMilliseconds / messages.Count, meter.PeakBytes, remark);
    }

    private static async Task ArriveAsync(IMailSystem system, SmtpSink sink, long expected, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (sink.Received < expected)
        {
            var sinceChange = TimeProvider.System.GetElapsedTime(Math.Max(sink.LastChange, started));
            if (sinceChange > Quiet && await system.PendingAsync(cancellation) == 0) return;
            if (TimeProvider.System.GetElapsedTime(started) > ArrivalLimit)
                throw new BenchException($"{system.Name}: {expected - sink.Received} accepted messages have neither arrived nor been kept after {ArrivalLimit.TotalSeconds:0} s");
            await Task.Delay(Poll, TimeProvider.System, cancellation);
        }
    }
}
