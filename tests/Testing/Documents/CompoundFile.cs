using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Testing.Documents;

/// <summary>Compound files (MS-CFB) for tests: the least that their readers need. Version 3, and no mini stream: every stream has sectors of its own.</summary>
public static class CompoundFile
{
    private const int SectorBytes = 512;
    private const int EntryBytes = 128;

    /// <summary>One sector holds the whole allocation table.</summary>
    private const int MaxSectors = SectorBytes / 4;

    private const uint TableSector = 0xFFFFFFFD;
    private const uint EndOfChain = 0xFFFFFFFE;
    private const uint None = 0xFFFFFFFF;

    /// <summary>A file with one folder below its root and the streams in it, in this order; the file has at most 128 sectors of 512 bytes.</summary>
    public static byte[] With(string folder, params (string Name, byte[] Content)[] streams)
    {
        var directorySectors = Sectors((2 + streams.Length) * EntryBytes);
        var used = 1 + directorySectors + streams.Sum(stream => Sectors(stream.Content.Length));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(used, MaxSectors, nameof(streams));

        var file = new byte[SectorBytes * (1 + used)];
        WriteHeader(file);
        var table = file.AsSpan(SectorBytes, SectorBytes);
        table.Fill(0xFF);
        U32(table, 0, TableSector);
        Chain(table, 1, directorySectors);
        Entry(file, 0, "Root Entry", type: 5, child: 1, right: None, start: EndOfChain, bytes: 0);
        Entry(file, 1, folder, type: 1, child: streams.Length > 0 ? 2 : None, right: None, start: 0, bytes: 0);
        var at = 1 + directorySectors;
        for (var i = 0; i < streams.Length; i++)
        {
            var (name, content) = streams[i];
            var sectors = Sectors(content.Length);
            Chain(table, at, sectors);
            Entry(file, 2 + i, name, type: 2, child: None, right: i + 1 < streams.Length ? (uint)(3 + i) : None, start: sectors > 0 ? (uint)at : EndOfChain, bytes: content.Length);
            content.CopyTo(file.AsSpan(SectorBytes * (1 + at)));
            at += sectors;
        }

        return file;
    }

    private static int Sectors(int bytes) => (bytes + SectorBytes - 1) / SectorBytes;

    private static void WriteHeader(Span<byte> file)
    {
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        (file[0x1E], file[0x20]) = (9, 6); // sectors of 2^9 bytes, mini sectors of 2^6
        U32(file, 0x30, 1); // the directory's first sector
        U32(file, 0x3C, EndOfChain);
        U32(file, 0x44, EndOfChain);
        for (var i = 0; i < 109; i++) U32(file, 0x4C + (i * 4), i == 0 ? 0 : None);
    }

    private static void Chain(Span<byte> table, int first, int count)
    {
        for (var i = 0; i < count; i++) U32(table, (first + i) * 4, i + 1 < count ? (uint)(first + i + 1) : EndOfChain);
    }

    private static void Entry(byte[] file, int index, string name, byte type, uint child, uint right, uint start, int bytes)
    {
        var entry = file.AsSpan((SectorBytes * 2) + (index * EntryBytes), EntryBytes);
        Encoding.Unicode.GetBytes(name).CopyTo(entry);
        entry[0x40] = (byte)((name.Length * 2) + 2);
        entry[0x42] = type;
        U32(entry, 0x44, None);
        U32(entry, 0x48, right);
        U32(entry, 0x4C, child);
        U32(entry, 0x74, start);
        U32(entry, 0x78, (uint)bytes);
    }

    private static void U32(Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}
