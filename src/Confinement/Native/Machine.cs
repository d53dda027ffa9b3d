using System.Runtime.InteropServices;

namespace Sekisho.Confinement.Native;

/// <summary>An architecture whose system calls are known here.</summary>
internal sealed record Machine
{
    private Machine(string name, uint auditArchitecture) => (Name, AuditArchitecture) = (name, auditArchitecture);

    /// <summary>x86-64: AUDIT_ARCH_X86_64 of linux/audit.h.</summary>
    public static Machine X64 { get; } = new("x86-64", 0xC000003E);

    /// <summary>arm64: AUDIT_ARCH_AARCH64.</summary>
    public static Machine Arm64 { get; } = new("arm64", 0xC00000B7);

    /// <summary>The architecture of this process; null when its system calls are not known here.</summary>
    public static Machine? Here { get; } = !OperatingSystem.IsLinux() ? null : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => null,
    };

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What the kernel tells a filter about the call's architecture.</summary>
    public uint AuditArchitecture { get; }
}
