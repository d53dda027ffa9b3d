using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Compress;

/// <summary>
/// Unpacks the files of Unix "compress" (magic 1F 9D): LZW with codes of 9 to 16 bits, lower bits first. Codes stand in groups of
/// eight; where the width changes, and behind a code that clears the table, what is left of the group is empty.
/// </summary>
internal static class LzwDecoder
{
    private const int HeaderBytes = 3;
    private const int FirstBits = 9;
    private const int MaxBits = 16;
    private const int Clear = 256;

    /// <summary>Unpacks a file.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="maxBytes">The most that is unpacked.</param>
    /// <param name="isWhole">All of it was read, or as much as was asked for.</param>
    /// <param name="work">Told of work, in bytes that are gone through; false ends it.</param>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, long maxBytes, out bool isWhole, Func<long, bool>? work = null)
    {
        isWhole = false;
        if (packed.Length < HeaderBytes) return default;
        var (maxBits, canClear) = (packed[2] & 0x1F, (packed[2] & 0x80) != 0);
        if (maxBits is < FirstBits or > MaxBits) return default;
        // The tables are half a megabyte for a file of three bytes.
        if (work is not null && !work(8L << maxBits)) return default;
        var output = new UnpackedBytes(maxBytes);
        isWhole = Read(packed[HeaderBytes..], maxBits, canClear, output) || output.IsFull;
        return output.Give();
    }

    private static bool Read(ReadOnlySpan<byte> packed, int maxBits, bool canClear, UnpackedBytes output)
    {
        // An entry is where in the output its bytes stand, and how many: that of the code before it, and one more.
        var (starts, lengths) = (new int[1 << maxBits], new int[1 << maxBits]);
        var first = canClear ? Clear + 1 : Clear;
        var (bits, free, groupAt) = (FirstBits, first, 0L);
        var (beforeStart, beforeLength) = (-1, 0);
        for (long at = 0; at + bits <= packed.Length * 8L && !output.IsFull;)
        {
            var code = Code(packed, at, bits);
            at += bits;
            if (canClear && code == Clear)
            {
                (at, free, beforeStart) = (EndOfGroup(groupAt, at, bits), first, -1);
                (bits, groupAt) = (FirstBits, at);
                continue;
            }

            var start = output.Count;
            if (beforeStart >= 0 && free < 1 << maxBits) (starts[free], lengths[free]) = (beforeStart, beforeLength + 1);
            if (code < 256) output.Put((byte)code);
            else if (code < first || beforeStart < 0 || code > free || code == free && free >= 1 << maxBits) return false;
            else output.Copy(start - starts[code], lengths[code]);
            if (beforeStart >= 0 && free < 1 << maxBits) free++;
            (beforeStart, beforeLength) = (start, output.Count - start);
            if (free < 1 << bits || bits >= maxBits) continue;
            at = EndOfGroup(groupAt, at, bits);
            groupAt = at;
            bits++;
        }

        return true;
    }

    private static long EndOfGroup(long start, long at, int bits) => start + ((at - start + (bits * 8) - 1) / (bits * 8) * (bits * 8));

    private static int Code(ReadOnlySpan<byte> packed, long at, int bits)
    {
        var first = (int)(at >> 3);
        var value = 0;
        for (var i = 0; i < 3 && first + i < packed.Length; i++) value |= packed[first + i] << (i * 8);
        return value >> (int)(at & 7) & ((1 << bits) - 1);
    }
}
