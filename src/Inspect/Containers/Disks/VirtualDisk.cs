using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Opens virtual hard disks (Microsoft, Virtual Hard Disk Image Format Specification 1.0): fixed and dynamic ones.</summary>
internal static class VirtualDisk
{
    private const int FooterBytes = 512;
    private const int SectorBytes = 512;
    private const uint Fixed = 2;
    private const uint Dynamic = 3;

    /// <summary>Blocks are of 2 MB as a rule; much smaller ones only make reading slow.</summary>
    private const uint MinBlockBytes = 4096;

    private const uint MaxBlockBytes = 256 * 1024 * 1024;

    /// <summary>The disk; null for differencing disks, whose other half is elsewhere, and for damaged ones.</summary>
    public static Disk? Open(ReadOnlyMemory<byte> content)
    {
        if (FindFooter(content.Span) is not { IsEmpty: false } footer) return null;
        var type = BinaryPrimitives.ReadUInt32BigEndian(footer[60..]);
        var size = BinaryPrimitives.ReadInt64BigEndian(footer[48..]);
        if (size < 0) return null;
        if (type == Fixed) return Disk.Plain(content[..Math.Max(0, content.Length - FooterBytes)]);
        return type == Dynamic ? OpenDynamic(content, BinaryPrimitives.ReadInt64BigEndian(footer[16..]), size) : null;
    }

    /// <summary>The footer ends the file; dynamic disks begin with a copy of it. Old programs wrote one byte less.</summary>
    private static ReadOnlySpan<byte> FindFooter(ReadOnlySpan<byte> content)
    {
        if (content.Length < FooterBytes) return [];
        if (content[^FooterBytes..].StartsWith("conectix"u8)) return content[^FooterBytes..];
        if (content[^(FooterBytes - 1)..].StartsWith("conectix"u8)) return content[^(FooterBytes - 1)..];
        return content.StartsWith("conectix"u8) ? content[..FooterBytes] : [];
    }

    /// <summary>A table of 32-bit sector numbers, one for each block; a block begins with a bitmap of its sectors.</summary>
    private static Disk? OpenDynamic(ReadOnlyMemory<byte> content, long headerAt, long size)
    {
        if (headerAt < 0 || headerAt > content.Length - 1024 || !content.Span[(int)headerAt..].StartsWith("cxsparse"u8)) return null;
        var header = content.Span[(int)headerAt..];
        var table = BinaryPrimitives.ReadInt64BigEndian(header[16..]);
        var entries = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var blockBytes = BinaryPrimitives.ReadUInt32BigEndian(header[32..]);
        if (table < 0 || table >= content.Length || blockBytes is < MinBlockBytes or > MaxBlockBytes || blockBytes % SectorBytes != 0) return null;
        long bitmapBytes = ((blockBytes / SectorBytes / 8) + SectorBytes - 1) / SectorBytes * SectorBytes;
        return new Disk(content, size, Locate);

        Extent Locate(ReadOnlyMemory<byte> bytes, long at)
        {
            var (block, within) = (at / blockBytes, at % blockBytes);
            var entry = table + (block * 4);
            var sector = block < entries && entry + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[(int)entry..]) : uint.MaxValue;
            return new Extent(sector == uint.MaxValue ? -1 : ((long)sector * SectorBytes) + bitmapBytes + within, blockBytes - within);
        }
    }
}
