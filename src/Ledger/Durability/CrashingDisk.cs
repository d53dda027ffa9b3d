using System.Diagnostics;

namespace Sekisho.Ledger.Durability;

/// <summary>
/// For fault tests of the whole system only: kills this process, as kill -9 does, when it comes to one step and the test has put
/// the file <see cref="FlagName"/> beside the journal. The file is removed first, so that the next start lives.
/// </summary>
internal sealed class CrashingDisk(DurabilityStep at, string stateFolder) : LedgerDisk
{
    /// <summary>The environment variable by which fault tests of the whole system ask for this: "ledger:" and the name of a step.</summary>
    public const string Variable = "SEKISHO_TEST_FAULTS";

    /// <summary>The file that arms it.</summary>
    public const string FlagName = "crash-at-next";

    /// <summary>The disk that an environment asks for; the usual one when it asks for none.</summary>
    public static LedgerDisk Of(string? variable, string? stateFolder) =>
        stateFolder is not null && variable is not null && variable.StartsWith("ledger:", StringComparison.Ordinal)
        && Enum.TryParse<DurabilityStep>(variable["ledger:".Length..], out var step)
            ? new CrashingDisk(step, stateFolder)
            : new LedgerDisk();

    /// <inheritdoc/>
    public override void Reached(DurabilityStep step)
    {
        var flag = Path.Combine(stateFolder, FlagName);
        if (step != at || !File.Exists(flag)) return;
        File.Delete(flag);
        Process.GetCurrentProcess().Kill();
        // The signal may arrive a moment later; nothing may happen meanwhile.
        new ManualResetEventSlim().Wait(CancellationToken.None);
    }
}
