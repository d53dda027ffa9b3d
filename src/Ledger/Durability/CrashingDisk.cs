using System.Diagnostics;

namespace Sekisho.Ledger.Durability;

/// <summary>
/// For fault tests of the whole system only: kills this process, as kill -9 does, when it comes to the step that the file
/// <see cref="FlagName"/> beside the journal names. The file is removed first, so that the next start lives.
/// </summary>
internal sealed class CrashingDisk(string stateFolder) : LedgerDisk
{
    /// <summary>The environment variable by which fault tests of the whole system ask for this: "ledger".</summary>
    public const string Variable = "SEKISHO_TEST_FAULTS";

    /// <summary>The file that arms it: the name of a <see cref="DurabilityStep"/>.</summary>
    public const string FlagName = "crash-at-next";

    /// <summary>The disk that an environment asks for; the usual one when it asks for none.</summary>
    public static LedgerDisk Of(string? variable, string? stateFolder) =>
        stateFolder is not null && variable == "ledger" ? new CrashingDisk(stateFolder) : new LedgerDisk();

    /// <inheritdoc/>
    public override void Reached(DurabilityStep step)
    {
        var flag = Path.Combine(stateFolder, FlagName);
        if (!File.Exists(flag) || File.ReadAllText(flag) != step.ToString()) return;
        File.Delete(flag);
        Process.GetCurrentProcess().Kill();
        // The signal may arrive a moment later; nothing may happen meanwhile.
        new ManualResetEventSlim().Wait(CancellationToken.None);
    }
}
