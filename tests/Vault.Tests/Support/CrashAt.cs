using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Tests.Support;

/// <summary>Ends a release at one step, as a crash would.</summary>
internal sealed class CrashAt : ReleaseProbe
{
    public ReleaseStep? Step { get; set; }

    public List<ReleaseStep> Seen { get; } = [];

    public override void Reached(ReleaseStep step)
    {
        Seen.Add(step);
        if (step == Step) throw new InvalidOperationException("crash");
    }
}
