using System.Globalization;
using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Processes;
using Sekisho.Bench.Mail.Report;
using Sekisho.Bench.Mail.Systems;

namespace Sekisho.Bench.Mail.Runs;

/// <summary>
/// Durable receive: smtp-source sends messages of 5 KB in parallel sessions; each is acknowledged only when it is on
/// disk. The rate is that of the acknowledgements. Systems take turns (A B C A B C …), so that what else happens on the
/// machine meets all of them; before a turn ends, its system has worked off what it took.
/// </summary>
internal static class ReceiveRun
{
    private const int BodyBytes = 5 * 1024;
    private const int WarmUpMessages = 2000;
    private static readonly TimeSpan LoadLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Measured>> RunAsync(IReadOnlyList<IMailSystem> systems, BenchOptions options, bool reuseConnections, CancellationToken cancellation)
    {
        var results = new List<Measured>();
        foreach (var system in systems)
        {
            await SmtpSource.SendAsync(system.Port, WarmUpMessages, options.Sessions, BodyBytes, reuseConnections, LoadLimit, cancellation);
            await SettleAsync(system, cancellation);
        }

        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var system in systems)
            {
                Printer.Progress($"receive, {(reuseConnections ? "connections reused" : "new connections")}, round {round} of {options.Rounds}: {system.Name}");
                await using var meter = new Meter(() => system.Processes, system.Parts);
                var took = await SmtpSource.SendAsync(system.Port, options.Messages, options.Sessions, BodyBytes, reuseConnections, LoadLimit, cancellation);
                var settled = await SettleAsync(system, cancellation);
                var cpu = meter.CpuTime.TotalMilliseconds / options.Messages;
                results.Add(new Measured(system.Name, options.Messages / took.TotalSeconds, cpu, meter.PeakBytes, string.Create(CultureInfo.InvariantCulture, $"worked off {settled.TotalSeconds:0.0} s after the last acknowledgement{meter.CpuOfParts(options.Messages)}")));
            }
        }

        return results;
    }

    /// <summary>Waits until the system has nothing left to do.</summary>
    public static async Task<TimeSpan> SettleAsync(IMailSystem system, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await system.PendingAsync(cancellation) is > 0 and var pending)
        {
            if (TimeProvider.System.GetElapsedTime(started) > SettleLimit) throw new BenchException($"{system.Name} still has {pending} messages to work off after {SettleLimit.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellation);
        }

        return TimeProvider.System.GetElapsedTime(started);
    }
}
