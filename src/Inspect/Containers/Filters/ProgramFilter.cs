using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers.Filters;

/// <summary>
/// Filters that programs for packing lay over code before they pack it (7z and xz): jumps and calls to one place get one
/// absolute address instead of many distances. Undone here; and Delta, which keeps the difference to an earlier byte.
/// </summary>
/// <param name="Kind">What it works on.</param>
/// <param name="Distance">How many bytes Delta looks back.</param>
/// <param name="Start">The address of the first byte.</param>
internal sealed record ProgramFilter(FilterKind Kind, int Distance = 0, uint Start = 0)
{
    /// <summary>The filter with a number of 7z's or xz's (The .xz File Format 1.2 §5.3), in hexadecimal; null for others.</summary>
    public static ProgramFilter? Of(string method, ReadOnlySpan<byte> properties) => method switch
    {
        "03" => new ProgramFilter(FilterKind.Delta, properties.IsEmpty ? 1 : properties[0] + 1),
        "03030103" or "04" => With(FilterKind.X86, properties),
        "03030501" or "07" => With(FilterKind.Arm, properties),
        "03030701" or "08" => With(FilterKind.Thumb, properties),
        "0A" => With(FilterKind.Arm64, properties),
        _ => null,
    };

    /// <summary>The bytes as they were before the filter.</summary>
    public ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> filtered)
    {
        var bytes = filtered.ToArray();
        Undo(bytes);
        return bytes;
    }

    /// <summary>Makes the bytes in their place as they were before the filter.</summary>
    public void Undo(Span<byte> bytes)
    {
        switch (Kind)
        {
            case FilterKind.Delta:
                for (var i = Distance; i < bytes.Length; i++) bytes[i] += bytes[i - Distance];
                break;
            case FilterKind.X86: X86Calls.Undo(bytes, Start); break;
            case FilterKind.Arm: UndoArm(bytes); break;
            case FilterKind.Thumb: UndoThumb(bytes); break;
            default: UndoArm64(bytes); break;
        }
    }

    /// <summary>§5.3.2: four bytes of properties are the start; without them it is 0.</summary>
    private static ProgramFilter With(FilterKind kind, ReadOnlySpan<byte> properties) => new(kind, 0, properties.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(properties) : 0);

    /// <summary>BL: the distance counts words from eight bytes behind the instruction.</summary>
    private void UndoArm(Span<byte> bytes)
    {
        for (var at = 0; at + 4 <= bytes.Length; at += 4)
        {
            if (bytes[at + 3] != 0xEB) continue;
            var value = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            var distance = (((value & 0xFFFFFF) << 2) - (Start + (uint)at + 8)) >> 2;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value & 0xFF000000 | distance & 0xFFFFFF);
        }
    }

    /// <summary>BL of two halves with eleven bits each; the distance counts half-words from four bytes behind the instruction.</summary>
    private void UndoThumb(Span<byte> bytes)
    {
        for (var at = 0; at + 4 <= bytes.Length; at += 2)
        {
            int high = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]), low = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 2)..]);
            if ((high & 0xF800) != 0xF000 || (low & 0xF800) != 0xF800) continue;
            var place = (uint)((high & 0x7FF) << 11 | low & 0x7FF) << 1;
            var distance = (place - (Start + (uint)at + 4)) >> 1;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], (ushort)(0xF000 | distance >> 11 & 0x7FF));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(at + 2)..], (ushort)(0xF800 | distance & 0x7FF));
            at += 2;
        }
    }

    /// <summary>BL with 26 bits that count words; ADRP with 21 bits that count pages of 4 KB, only where the place lies within 512 MB.</summary>
    private void UndoArm64(Span<byte> bytes)
    {
        for (var at = 0; at + 4 <= bytes.Length; at += 4)
        {
            var value = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            var here = Start + (uint)at;
            if (value >> 26 == 0x25) value = 0x94000000 | (value - (here >> 2)) & 0x3FFFFFF;
            else if ((value & 0x9F000000) == 0x90000000)
            {
                var place = value >> 29 & 3 | value >> 3 & 0x1FFFFC;
                if ((place + 0x20000 & 0x1C0000) != 0) continue;
                place -= here >> 12;
                value = value & 0x9000001F | (place & 3) << 29 | (place & 0x3FFFC) << 3 | (0 - (place & 0x20000)) & 0xE00000;
            }
            else continue;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
        }
    }
}
