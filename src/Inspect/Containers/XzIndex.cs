using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers;

/// <summary>Reads from the end of an xz file how large its content is (The .xz File Format 1.2 §2.1.2, §4): every stream ends in an index of its blocks.</summary>
internal static class XzIndex
{
    private const int FooterBytes = 12;
    private const int HeaderBytes = 12;
    private const int MaxStreams = 1000;

    /// <summary>The size of the content of all streams, in bytes; 0 where no index is at the end.</summary>
    public static long UnpackedBytes(ReadOnlySpan<byte> content)
    {
        long all = 0;
        for (var i = 0; i < MaxStreams; i++)
        {
            while (content.Length >= 4 && content[^1] == 0) content = content[..^4];
            if (content.Length < FooterBytes + HeaderBytes || !content.EndsWith("YZ"u8)) break;
            var indexBytes = (BinaryPrimitives.ReadUInt32LittleEndian(content[^8..]) + 1L) * 4;
            if (indexBytes > content.Length - FooterBytes) break;
            var (unpacked, packed) = Sum(content[..^FooterBytes][^(int)indexBytes..]);
            all = Math.Min(long.MaxValue / 4, all + unpacked);
            var streamBytes = HeaderBytes + packed + indexBytes + FooterBytes;
            if (packed < 0 || streamBytes > content.Length) break;
            content = content[..^(int)streamBytes];
        }

        return all;
    }

    private static (long Unpacked, long Packed) Sum(ReadOnlySpan<byte> index)
    {
        var cursor = new ByteCursor(index);
        if (cursor.Byte() != 0) return (0, -1);
        var records = Number(ref cursor);
        long unpacked = 0, packed = 0;
        for (; records > 0 && !cursor.IsPastEnd; records--)
        {
            packed = Math.Min(long.MaxValue / 4, packed + ((Number(ref cursor) + 3) & ~3L));
            unpacked = Math.Min(long.MaxValue / 4, unpacked + Number(ref cursor));
        }

        return (unpacked, packed);
    }

    /// <summary>Seven bits a byte, lower ones first (§1.2).</summary>
    private static long Number(ref ByteCursor cursor)
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = cursor.Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0) break;
        }

        return (long)Math.Min(value, long.MaxValue / 8);
    }
}
