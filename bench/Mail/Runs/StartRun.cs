using Sekisho.Bench.Mail.Processes;
using Sekisho.Bench.Mail.Report;
using Sekisho.Bench.Mail.Systems;

namespace Sekisho.Bench.Mail.Runs;

/// <summary>Time to READY and memory at rest.</summary>
internal static class StartRun
{
    private const double MegabyteBytes = 1024 * 1024;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task<StartUp> RunAsync(SekishoInstance sekisho, CancellationToken cancellation)
    {
        Printer.Progress($"start and rest: {Rest.TotalSeconds:0} s");
        await Task.Delay(Rest, TimeProvider.System, cancellation);
        var tree = ProcessTree.Of(sekisho.Processes);
        return new StartUp(
            sekisho.ReadyAfter.TotalSeconds, Rest.TotalSeconds,
            ProcessTree.ProportionalBytes(tree) / MegabyteBytes, ProcessTree.ResidentBytes(tree) / MegabyteBytes, tree.Count);
    }
}
