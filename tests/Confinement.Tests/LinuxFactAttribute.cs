using Sekisho.Testing;

namespace Sekisho.Confinement.Tests;

/// <summary>A test that needs a kernel with everything: skipped, and listed, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(bool needsRoot = false, bool needsOrdinaryUser = false)
    {
        (NeedsRoot, NeedsOrdinaryUser) = (needsRoot, needsOrdinaryUser);
        var missing = KernelSupport.Detect().MissingFor(new ConfinementPolicy { Sockets = SocketUse.Tcp });
        if (missing.Count > 0) Skip = $"SKIPPED: {missing[0].Reason}.";
        else if (needsRoot && !Ownership.IsRoot) Skip = "SKIPPED: it needs root.";
        else if (needsOrdinaryUser && Ownership.IsRoot && ProgramFactAttribute.Find("setpriv") is null) Skip = "SKIPPED: as root it needs the program setpriv.";
    }

    public bool NeedsRoot { get; }

    /// <summary>It needs a user who is not root: root becomes one for it.</summary>
    public bool NeedsOrdinaryUser { get; }
}
