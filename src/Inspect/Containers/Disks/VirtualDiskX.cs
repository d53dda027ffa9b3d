using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Opens virtual hard disks of the second format (MS-VHDX) whose log is empty and which have no parent.</summary>
internal static class VirtualDiskX
{
    private const int HeaderBytes = 4096;
    private const int TableBytes = 64 * 1024;
    private const int MaxEntries = 2047;
    private const int MaxMetadataItems = 1023;
    private const long Megabyte = 1024 * 1024;

    private static readonly Guid BlockTable = new("2DC27766-F623-4200-9D64-115E9BFD4A08");
    private static readonly Guid Metadata = new("8B7CA206-4790-4B9A-B8FE-575F050F886E");
    private static readonly Guid FileParameters = new("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
    private static readonly Guid DiskSize = new("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
    private static readonly Guid LogicalSectorSize = new("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");

    /// <summary>The disk; null where a log would have to be replayed first, for differencing disks, and for damaged ones.</summary>
    public static Disk? Open(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (!HasCleanLog(bytes) || (FindRegions(bytes, 192 * 1024) ?? FindRegions(bytes, 256 * 1024)) is not { } regions) return null;
        return ReadMetadata(bytes, regions.Metadata) is { } parameters ? Open(content, regions.Table, parameters) : null;
    }

    /// <summary>Two headers, of which the valid one with the higher number counts (§2.2.2).</summary>
    private static bool HasCleanLog(ReadOnlySpan<byte> bytes)
    {
        var (found, clean, newest) = (false, false, 0UL);
        foreach (var at in (ReadOnlySpan<int>)[64 * 1024, 128 * 1024])
        {
            if (at + HeaderBytes > bytes.Length) continue;
            var header = bytes.Slice(at, HeaderBytes);
            if (!header.StartsWith("head"u8) || !HasGoodSum(header)) continue;
            var number = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
            if (found && number <= newest) continue;
            (found, newest, clean) = (true, number, new Guid(header.Slice(48, 16)) == Guid.Empty);
        }

        return found && clean;
    }

    /// <summary>CRC-32C over the whole with the field of the sum taken for zero.</summary>
    private static bool HasGoodSum(ReadOnlySpan<byte> structure)
    {
        var crc = uint.MaxValue;
        for (var i = 0; i < structure.Length; i++) crc = BitOperations.Crc32C(crc, i is >= 4 and < 8 ? (byte)0 : structure[i]);
        return ~crc == BinaryPrimitives.ReadUInt32LittleEndian(structure[4..]);
    }

    /// <summary>The region table (§2.2.3): where block table and metadata lie.</summary>
    private static (Extent Table, Extent Metadata)? FindRegions(ReadOnlySpan<byte> bytes, int at)
    {
        if (at + TableBytes > bytes.Length) return null;
        var table = bytes.Slice(at, TableBytes);
        if (!table.StartsWith("regi"u8) || !HasGoodSum(table)) return null;
        var count = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(table[8..]), MaxEntries);
        Extent blocks = default, metadata = default;
        for (var i = 0; i < count; i++)
        {
            var entry = table.Slice(16 + (i * 32), 32);
            var extent = new Extent(BinaryPrimitives.ReadInt64LittleEndian(entry[16..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]));
            if (extent.At < 0 || extent.At > bytes.Length) continue;
            var id = new Guid(entry[..16]);
            if (id == BlockTable) blocks = extent;
            else if (id == Metadata) metadata = extent;
        }

        return blocks.Bytes == 0 || metadata.Bytes == 0 ? null : (blocks, metadata);
    }

    /// <summary>The items that matter here (§2.6.2); null where there is a parent, or an item is missing.</summary>
    private static Parameters? ReadMetadata(ReadOnlySpan<byte> bytes, Extent region)
    {
        var metadata = bytes[(int)region.At..][..(int)Math.Min(region.Bytes, bytes.Length - region.At)];
        if (metadata.Length < TableBytes || !metadata.StartsWith("metadata"u8)) return null;
        var count = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(metadata[10..]), (ushort)MaxMetadataItems);
        uint blockBytes = 0, sectorBytes = 0, flags = 0;
        long size = -1;
        for (var i = 0; i < count; i++)
        {
            var entry = metadata.Slice(32 + (i * 32), 32);
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]);
            if (offset > metadata.Length - 8) continue;
            var item = metadata[(int)offset..];
            var id = new Guid(entry[..16]);
            if (id == FileParameters) (blockBytes, flags) = (BinaryPrimitives.ReadUInt32LittleEndian(item), BinaryPrimitives.ReadUInt32LittleEndian(item[4..]));
            else if (id == DiskSize) size = BinaryPrimitives.ReadInt64LittleEndian(item);
            else if (id == LogicalSectorSize) sectorBytes = BinaryPrimitives.ReadUInt32LittleEndian(item);
        }

        var isPossible = blockBytes is >= (uint)Megabyte and <= 256 * (uint)Megabyte && BitOperations.IsPow2(blockBytes) && sectorBytes is 512 or 4096;
        return isPossible && size >= 0 && (flags & 2) == 0 ? new Parameters(size, blockBytes, sectorBytes) : null;
    }

    /// <summary>The block table (§2.5): after each run of blocks that a bitmap covers comes an entry for that bitmap.</summary>
    private static Disk Open(ReadOnlyMemory<byte> content, Extent table, Parameters parameters)
    {
        var ratio = (1L << 23) * parameters.SectorBytes / parameters.BlockBytes;
        return new Disk(content, parameters.Size, Locate);

        Extent Locate(ReadOnlyMemory<byte> bytes, long at)
        {
            var (block, within) = (at / parameters.BlockBytes, at % parameters.BlockBytes);
            var entry = (block + (block / ratio)) * 8;
            var value = entry + 8 <= table.Bytes && table.At + entry + 8 <= bytes.Length ? BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[(int)(table.At + entry)..]) : 0;
            var isPresent = (value & 7) is 6 or 7;
            return new Extent(isPresent ? Math.Min((long)(value >> 20), int.MaxValue) * Megabyte + within : -1, parameters.BlockBytes - within);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Parameters(long Size, uint BlockBytes, uint SectorBytes);
}
