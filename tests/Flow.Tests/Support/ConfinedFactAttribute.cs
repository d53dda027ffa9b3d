using Sekisho.Confinement;
using Sekisho.Testing;

namespace Sekisho.Flow.Tests.Support;

/// <summary>A test that needs a kernel that can enforce the whole role table: skipped, and listed, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConfinedFactAttribute : FactAttribute
{
    public ConfinedFactAttribute(bool needsRoot = false)
    {
        NeedsRoot = needsRoot;
        var missing = KernelSupport.Detect().MissingFor(new ConfinementPolicy { Sockets = SocketUse.Tcp });
        if (missing.Count > 0) Skip = $"SKIPPED: {missing[0].Reason}.";
        else if (needsRoot && (!Ownership.IsRoot || ProgramFactAttribute.Find("setpriv") is null)) Skip = "SKIPPED: it needs root, and the program setpriv.";
    }

    public bool NeedsRoot { get; }
}
