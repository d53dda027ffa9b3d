using Sekisho.Confinement;

namespace Sekisho.Roles.Tests.BlastRadius;

/// <summary>A test that needs a kernel that can enforce the whole role table: skipped, and listed, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConfinementFactAttribute : FactAttribute
{
    public ConfinementFactAttribute(bool needsRoot = false)
    {
        NeedsRoot = needsRoot;
        var missing = KernelSupport.Detect().MissingFor(new ConfinementPolicy { Sockets = SocketUse.Tcp });
        if (missing.Count > 0) Skip = $"SKIPPED: {missing[0].Reason}.";
        else if (needsRoot && !Ownership.IsRoot) Skip = "SKIPPED: a user for each role needs root.";
    }

    public bool NeedsRoot { get; }
}
