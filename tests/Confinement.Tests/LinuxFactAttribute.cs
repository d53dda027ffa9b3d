using Sekisho.Testing;

namespace Sekisho.Confinement.Tests;

/// <summary>A test that needs a kernel with everything: skipped, and listed, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(bool needsRoot = false)
    {
        NeedsRoot = needsRoot;
        var missing = KernelSupport.Detect().MissingFor(new ConfinementPolicy { Sockets = SocketUse.Tcp });
        if (missing.Count > 0) Skip = $"SKIPPED: {missing[0].Reason}.";
        else if (needsRoot && (!Ownership.IsRoot || ProgramFactAttribute.Find("setpriv") is null)) Skip = "SKIPPED: it needs root, and the program setpriv.";
    }

    public bool NeedsRoot { get; }
}
