using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Unpacks files that NTFS keeps packed: units of (mostly 16) clusters, those that packing makes shorter in LZNT1 (MS-XCA §2.5).</summary>
internal static class NtfsPacking
{
    private const int ChunkBytes = 4096;

    /// <summary>Longest unit, in bytes; systems write 64 KB, and none packs on large clusters. Stops a thousand files of which the first byte takes a unit of 16 MB.</summary>
    public const int MaxUnitBytes = 1024 * 1024;

    /// <summary>Unpacks so many bytes.</summary>
    /// <param name="disk">The volume.</param>
    /// <param name="extents">Where the file lies; a unit of which the end is left out is packed, one that is left out whole is zero.</param>
    /// <param name="unitBytes">How long a unit is.</param>
    /// <param name="maxBytes">How much is wanted.</param>
    public static ReadOnlyMemory<byte> Unpack(Disk disk, IReadOnlyList<Extent> extents, long unitBytes, long maxBytes)
    {
        maxBytes = Math.Min(maxBytes, extents.Sum(extent => extent.Bytes));
        if (maxBytes <= 0 || unitBytes > MaxUnitBytes) return ReadOnlyMemory<byte>.Empty;
        var output = new byte[maxBytes];
        var packed = new byte[unitBytes];
        var (index, used) = (0, 0L);
        for (long at = 0; at < maxBytes; at += unitBytes)
        {
            var (stored, filled) = (0, 0L);
            while (filled < unitBytes && index < extents.Count)
            {
                var extent = extents[index];
                var count = Math.Min(extent.Bytes - used, unitBytes - filled);
                if (extent.At >= 0)
                {
                    disk.Read(extent.At + used, packed.AsSpan(stored, (int)count));
                    stored += (int)count;
                }

                (filled, used) = (filled + count, used + count);
                if (used == extent.Bytes) (index, used) = (index + 1, 0);
            }

            var unit = output.AsSpan((int)at, (int)Math.Min(unitBytes, maxBytes - at));
            if (stored == unitBytes) packed.AsSpan(0, unit.Length).CopyTo(unit);
            else if (stored > 0) UnpackUnit(packed.AsSpan(0, stored), unit);
        }

        return output;
    }

    /// <summary>Chunks of 4,096 bytes each, with a header of two: bit 15 for packed ones, the lower twelve for the length.</summary>
    private static void UnpackUnit(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        while (packed.Length >= 2 && !output.IsEmpty)
        {
            var header = BinaryPrimitives.ReadUInt16LittleEndian(packed);
            if (header == 0) return;
            var bytes = Math.Min((header & 0xFFF) + 1, packed.Length - 2);
            var chunk = output[..Math.Min(ChunkBytes, output.Length)];
            if ((header & 0x8000) == 0) packed.Slice(2, Math.Min(bytes, chunk.Length)).CopyTo(chunk);
            else UnpackChunk(packed.Slice(2, bytes), chunk);
            packed = packed[(2 + bytes)..];
            output = output[chunk.Length..];
        }
    }

    /// <summary>Flags of eight tokens each; the farther into the chunk, the more bits of a pair are for the distance (§2.5.1.4).</summary>
    private static void UnpackChunk(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        var (from, at) = (0, 0);
        while (from < packed.Length && at < output.Length)
        {
            int flags = packed[from++];
            for (var i = 0; i < 8 && from < packed.Length && at < output.Length; i++, flags >>= 1)
            {
                if ((flags & 1) == 0)
                {
                    output[at++] = packed[from++];
                    continue;
                }

                if (from + 2 > packed.Length) return;
                int pair = BinaryPrimitives.ReadUInt16LittleEndian(packed[from..]), lengthBits = 12;
                from += 2;
                for (var position = at - 1; position >= 16; position >>= 1) lengthBits--;
                int distance = (pair >> lengthBits) + 1, length = (pair & ((1 << lengthBits) - 1)) + 3;
                if (distance > at) return;
                for (; length > 0 && at < output.Length; length--, at++) output[at] = output[at - distance];
            }
        }
    }
}
