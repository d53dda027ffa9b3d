using Sekisho.Confinement;
using Sekisho.Testing;

namespace Sekisho.Flow.Tests.Support;

/// <summary>A test in a network of its own, with the roles confined: skipped, and listed, where that cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivateNetworkFactAttribute : FactAttribute
{
    public PrivateNetworkFactAttribute()
    {
        var missing = KernelSupport.Detect().MissingFor(new ConfinementPolicy { Sockets = SocketUse.Tcp });
        if (missing.Count > 0) Skip = $"SKIPPED: {missing[0].Reason}.";
        else if (!Ownership.IsRoot || ProgramFactAttribute.Find("ip") is null) Skip = "SKIPPED: it needs root, and the program ip (Debian: iproute2).";
        else if (!PrivateNetwork.CanBeMade) Skip = "SKIPPED: root may not make a network name space here.";
    }
}
