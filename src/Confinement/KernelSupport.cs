using Sekisho.Confinement.Files;
using Sekisho.Confinement.Native;
using Sekisho.Confinement.SystemCalls;

namespace Sekisho.Confinement;

/// <summary>What the running kernel offers for confinement.</summary>
/// <param name="LandlockAbi">The version of Landlock's interface, 0 for none. 1: files; 4: TCP ports; 6: signals and abstract sockets.</param>
/// <param name="FiltersSystemCalls">Whether a seccomp filter can be set for all threads of a process.</param>
/// <param name="IsKnownMachine">Whether the architecture's system calls are known to this library (x86-64, arm64).</param>
public sealed record KernelSupport(int LandlockAbi, bool FiltersSystemCalls, bool IsKnownMachine)
{
    /// <summary>Asks the kernel. Changes nothing.</summary>
    public static KernelSupport Detect() =>
        Machine.Here is null ? new KernelSupport(0, false, false) : new KernelSupport(LandlockRuleset.Abi(), SystemCallFilter.IsAvailable(), true);

    /// <summary>The parts of a policy that this kernel cannot enforce, each with the reason; empty when it can enforce all.</summary>
    public IReadOnlyList<MissingPart> MissingFor(ConfinementPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var missing = new List<MissingPart>();
        if (!IsKnownMachine)
            missing.Add(new MissingPart(ConfinementPart.SystemCalls, "this is neither Linux on x86-64 nor on arm64: nothing can be confined"));
        else if (!FiltersSystemCalls)
            missing.Add(new MissingPart(ConfinementPart.SystemCalls, "the kernel offers no seccomp filter for all threads (CONFIG_SECCOMP_FILTER, Linux 4.14)"));
        if (LandlockAbi < 1)
            missing.Add(new MissingPart(ConfinementPart.Files, "the kernel offers no Landlock, so files are not confined (Linux 5.13, CONFIG_SECURITY_LANDLOCK, and 'landlock' in the kernel's list lsm=)"));
        if (LandlockAbi < 3 && LandlockAbi > 0)
            missing.Add(new MissingPart(ConfinementPart.Files, $"Landlock of this kernel (ABI {LandlockAbi}) does not stop the truncation of files (ABI 3, Linux 6.2)"));
        // Without network sockets no port can be reached, whatever Landlock knows.
        if (LandlockAbi < 4 && policy.Sockets != SocketUse.None && (policy.ListenPorts is not null || policy.ConnectPorts is not null))
            missing.Add(new MissingPart(ConfinementPart.TcpPorts, $"Landlock of this kernel (ABI {LandlockAbi}) does not know TCP ports (ABI 4, Linux 6.7)"));
        if (LandlockAbi < 6)
            missing.Add(new MissingPart(ConfinementPart.Scopes, $"Landlock of this kernel (ABI {LandlockAbi}) does not stop signals and abstract sockets (ABI 6, Linux 6.12)"));
        return missing;
    }
}
