using System.Diagnostics;

namespace Sekisho.Vault.Recording;

/// <summary>
/// For fault tests of the whole system only: kills this process, as kill -9 does, at the step of a release that the file
/// <see cref="FlagName"/> in the vault's folder names, and at every further one until the test takes the file away.
/// </summary>
internal sealed class CrashProbe(string folder) : ReleaseProbe
{
    /// <summary>The file that arms it: the name of a <see cref="ReleaseStep"/>.</summary>
    public const string FlagName = "crash-at";

    private readonly string _flag = Path.Combine(folder, FlagName);

    /// <summary>The probe that an environment asks for; the usual one when it asks for none.</summary>
    public static ReleaseProbe Of(string? variable, string? folder) => variable == "vault" && folder is not null ? new CrashProbe(folder) : new ReleaseProbe();

    /// <inheritdoc/>
    public override void Reached(ReleaseStep step)
    {
        if (!File.Exists(_flag) || File.ReadAllText(_flag) != step.ToString()) return;
        Process.GetCurrentProcess().Kill();
        // The signal may arrive a moment later; nothing may happen meanwhile.
        new ManualResetEventSlim().Wait(CancellationToken.None);
    }
}
