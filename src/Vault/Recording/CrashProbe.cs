using System.Diagnostics;

namespace Sekisho.Vault.Recording;

/// <summary>For fault tests of the whole system only: kills this process, as kill -9 does, at one step of the first release.</summary>
internal sealed class CrashProbe(ReleaseStep at) : ReleaseProbe
{
    /// <summary>The probe that an environment asks for; the usual one when it asks for none.</summary>
    public static ReleaseProbe Of(string? variable) =>
        variable is not null && variable.StartsWith("vault:", StringComparison.Ordinal) && Enum.TryParse<ReleaseStep>(variable["vault:".Length..], out var step)
            ? new CrashProbe(step)
            : new ReleaseProbe();

    /// <inheritdoc/>
    public override void Reached(ReleaseStep step)
    {
        if (step != at) return;
        Process.GetCurrentProcess().Kill();
        // The signal may arrive a moment later; nothing may happen meanwhile.
        new ManualResetEventSlim().Wait(CancellationToken.None);
    }
}
