using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers.Filters;

/// <summary>
/// Undoes the filter for calls (E8) and jumps (E9) of x86. An operand counts where its top byte is 00 or FF, as those of real
/// calls are. Opcodes that were passed over shortly before make it doubtful whether this is one: with two of them within three
/// bytes nothing is changed, with one only where this operand cannot be taken for the end of the other's.
/// </summary>
internal static class X86Calls
{
    private const int CallBytes = 5;

    /// <summary>Makes the operands distances again.</summary>
    public static void Undo(Span<byte> bytes, uint start)
    {
        // Bit n: n + 1 bytes before this one was an opcode that was passed over.
        var passed = 0;
        for (var at = 0; at + CallBytes <= bytes.Length;)
        {
            if ((bytes[at] & 0xFE) != 0xE8)
            {
                passed = passed << 1 & 7;
                at++;
                continue;
            }

            if (IsTop(bytes[at + 4]) && MayCount(bytes[at..], passed))
            {
                UndoOne(bytes.Slice(at + 1, 4), start + (uint)at + CallBytes, passed);
                (at, passed) = (at + CallBytes, 0);
                continue;
            }

            passed = (passed << 1 | 1) & 7;
            at++;
        }
    }

    private static bool IsTop(byte value) => value is 0 or 0xFF;

    /// <summary>How many bytes before this one the only opcode that was passed over stands.</summary>
    private static int BackOf(int passed) => passed switch { 1 => 1, 2 => 2, 4 => 3, _ => 0 };

    private static bool MayCount(ReadOnlySpan<byte> call, int passed) => passed == 0 || BackOf(passed) is > 0 and var back && !IsTop(call[4 - back]);

    private static void UndoOne(Span<byte> operand, uint next, int passed)
    {
        var place = BinaryPrimitives.ReadUInt32LittleEndian(operand);
        var distance = place - next;
        var back = BackOf(passed);
        // What the filter wrote must not have looked like the end of the other operand: where it would have, it wrote the complement.
        for (var turns = 0; turns < 4 && back > 0 && IsTop((byte)(distance >> (24 - (back * 8)))); turns++)
        {
            place = distance ^ ((1u << (32 - (back * 8))) - 1);
            distance = place - next;
        }

        // The top byte keeps one bit, as sign.
        distance = (distance & 0x1000000) != 0 ? distance | 0xFF000000 : distance & 0xFFFFFF;
        BinaryPrimitives.WriteUInt32LittleEndian(operand, distance);
    }
}
