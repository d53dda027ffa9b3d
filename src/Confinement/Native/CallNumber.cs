namespace Sekisho.Confinement.Native;

/// <summary>One system call with its numbers; -1 where an architecture does not have it.</summary>
/// <param name="Name">Its name in the manual.</param>
/// <param name="X64">The number on x86-64 (arch/x86/entry/syscalls/syscall_64.tbl).</param>
/// <param name="Arm64">The number on arm64 (include/uapi/asm-generic/unistd.h).</param>
internal sealed record CallNumber(string Name, int X64, int Arm64)
{
    /// <summary>The number here.</summary>
    public int Here => Of(Machine.Here);

    /// <summary>The number on an architecture.</summary>
    public int Of(Machine? machine) => machine == Machine.X64 ? X64 : machine == Machine.Arm64 ? Arm64 : -1;

    /// <summary>Newer calls have one number everywhere.</summary>
    public static CallNumber Same(string name, int number) => new(name, number, number);
}
