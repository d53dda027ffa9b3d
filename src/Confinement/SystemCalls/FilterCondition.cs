using System.Runtime.InteropServices;

namespace Sekisho.Confinement.SystemCalls;

/// <summary>A condition on one argument of a system call; the lower 32 bits, which is all that the kernel reads of an int.</summary>
/// <param name="Argument">Which argument, from 0.</param>
/// <param name="Jump">The comparison: equal, or any bit set.</param>
/// <param name="Value">What to compare with.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterCondition(uint Argument, ushort Jump, uint Value)
{
    /// <summary>Bits to look at; 0 for all.</summary>
    public uint Mask { get; init; }

    /// <summary>The condition holds when the comparison does not.</summary>
    public bool IsNegated { get; init; }

    /// <summary>The argument, or the masked part of it, has the value.</summary>
    public static FilterCondition Equal(uint argument, uint value, uint mask = 0) => new(argument, FilterInstruction.JumpIfEqual, value) { Mask = mask };

    /// <summary>The argument has at least one of the bits.</summary>
    public static FilterCondition AnyBit(uint argument, uint bits) => new(argument, FilterInstruction.JumpIfAnyBit, bits);

    /// <summary>The argument has none of the bits.</summary>
    public static FilterCondition NoBit(uint argument, uint bits) => AnyBit(argument, bits) with { IsNegated = true };
}
