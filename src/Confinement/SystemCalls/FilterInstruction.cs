using System.Runtime.InteropServices;

namespace Sekisho.Confinement.SystemCalls;

/// <summary>One instruction of classic BPF: struct sock_filter of linux/filter.h.</summary>
/// <param name="Code">What to do.</param>
/// <param name="IfTrue">How many instructions to leave out when the comparison holds.</param>
/// <param name="IfFalse">How many when it does not.</param>
/// <param name="Value">The operand.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
{
    /// <summary>BPF_LD | BPF_W | BPF_ABS: load 32 bits of struct seccomp_data.</summary>
    public const ushort Load = 0x20;

    /// <summary>BPF_ALU | BPF_AND | BPF_K.</summary>
    public const ushort And = 0x54;

    /// <summary>BPF_JMP | BPF_JEQ | BPF_K.</summary>
    public const ushort JumpIfEqual = 0x15;

    /// <summary>BPF_JMP | BPF_JGE | BPF_K.</summary>
    public const ushort JumpIfAtLeast = 0x35;

    /// <summary>BPF_JMP | BPF_JSET | BPF_K: jumps when any of the bits is set.</summary>
    public const ushort JumpIfAnyBit = 0x45;

    /// <summary>BPF_RET | BPF_K.</summary>
    public const ushort Return = 0x06;
}
