namespace Sekisho.Inspect.Containers;

/// <summary>Reads from the frame headers of a Zstandard file how large its content is (RFC 8878 §3.1.1); the content itself is not read here.</summary>
internal static class ZstdFrames
{
    private const uint Magic = 0xFD2FB528;

    /// <summary>The size that the first frame tells; where it does not, that of its blocks as far as they tell it. In bytes.</summary>
    public static long UnpackedBytes(ReadOnlySpan<byte> content)
    {
        var cursor = new ByteCursor(content);
        if (cursor.UInt32() != Magic) return 0;
        int descriptor = cursor.Byte(), sizeFlag = descriptor >> 6;
        var isSingle = (descriptor & 0x20) != 0;
        if (!isSingle) cursor.Skip(1);
        cursor.Skip((descriptor & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 });
        if (sizeFlag > 0 || isSingle)
        {
            return sizeFlag switch
            {
                0 => cursor.Byte(),
                1 => cursor.UInt16() + 256,
                2 => cursor.UInt32(),
                _ => (long)Math.Min(cursor.UInt64(), long.MaxValue / 4),
            };
        }

        return SumOfBlocks(ref cursor);
    }

    /// <summary>Blocks (§3.1.1.2): of those that repeat a byte and of plain ones the size is told; packed ones hold 128 KB at most and count as nothing.</summary>
    private static long SumOfBlocks(ref ByteCursor cursor)
    {
        long sum = 0;
        while (!cursor.IsPastEnd)
        {
            var header = cursor.Byte() | cursor.UInt16() << 8;
            var (type, bytes) = (header >> 1 & 3, header >> 3);
            if (type < 2) sum += bytes;
            cursor.Skip(type == 1 ? 1 : bytes);
            if ((header & 1) != 0) break;
        }

        return sum;
    }
}
