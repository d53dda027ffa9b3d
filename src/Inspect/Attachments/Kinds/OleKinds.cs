using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>Tells compound files (MS-CFB) apart by the names in their directory.</summary>
internal static class OleKinds
{
    /// <summary>How many directory sectors are read: a chain of sectors may be made to run in a circle.</summary>
    private const int MaxDirectorySectors = 64;

    private const int EntryBytes = 128;

    /// <summary>The sort of the entry that all others lie under.</summary>
    private const byte Root = 5;

    /// <summary>Most entries of one folder that are followed.</summary>
    private const int MaxEntries = MaxDirectorySectors * 4096 / EntryBytes;

    /// <summary>The kind of compound file; <c>ole</c> where the directory says nothing known or cannot be read.</summary>
    public static string Detect(ReadOnlySpan<byte> content)
    {
        var entries = ReadDirectory(content);
        // CLSID {000C1084-…}: installer package, 1086 patch, 1082 transform.
        if (entries.Find(entry => entry.Type == Root).Class is [0x84 or 0x86 or 0x82, 0x10, 0x0C, 0x00, ..]) return "msi";
        // What stands in the root decides: a workbook with a Word document in it has the names of both. Without a root that leads anywhere, any name does.
        return KindOf(NamesInRoot(entries)) ?? KindOf(entries.Select(entry => entry.Name)) ?? "ole";
    }

    /// <summary>Programs find names in any case (MS-CFB §2.6.4).</summary>
    private static string? KindOf(IEnumerable<string> all)
    {
        var names = all.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Contains("EncryptedPackage")) return "encryptedoffice";
        if (names.Contains("WordDocument")) return "doc";
        if (names.Contains("Workbook") || names.Contains("Book")) return "xls";
        if (names.Contains("PowerPoint Document")) return "ppt";
        if (names.Contains("VisioDocument")) return "visio";
        if (names.Contains("Quill")) return "publisher";
        if (names.Contains("HwpSummaryInformation") || names.Contains("BodyText")) return "hwp";
        if (names.Contains("DocumentText") || names.Contains("JSRV_SegmentInformation")) return "ichitaro";
        return names.Contains("__properties_version1.0") || names.Contains("__nameid_version1.0") ? "msg" : null;
    }

    private static List<string> NamesInRoot(List<Entry> entries)
    {
        var names = new List<string>();
        if (entries.Count == 0) return names;
        var waiting = new Stack<uint>([entries[0].Child]);
        var seen = new HashSet<uint>();
        while (waiting.TryPop(out var next) && names.Count < MaxEntries)
        {
            if (next >= entries.Count || !seen.Add(next)) continue;
            var entry = entries[(int)next];
            names.Add(entry.Name);
            waiting.Push(entry.Left);
            waiting.Push(entry.Right);
        }

        return names;
    }

    private static List<Entry> ReadDirectory(ReadOnlySpan<byte> content)
    {
        var entries = new List<Entry>();
        if (content.Length < 512) return entries;
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(content[0x1E..]);
        if (shift is not (9 or 12)) return entries;
        var sectorBytes = 1 << shift;
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(content[0x30..]);
        for (var seen = 0; seen < MaxDirectorySectors; seen++)
        {
            var at = ((long)sector + 1) << shift;
            if (at + sectorBytes > content.Length) break;
            for (var entry = 0; entry < sectorBytes / EntryBytes; entry++) entries.Add(ReadEntry(content.Slice((int)at + (entry * EntryBytes), EntryBytes)));
            if (!TryNextSector(content, shift, ref sector)) break;
        }

        return entries;
    }

    private static Entry ReadEntry(ReadOnlySpan<byte> entry)
    {
        var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[0x40..]);
        var name = nameBytes is < 4 or > 64 ? "" : Encoding.Unicode.GetString(entry[..(nameBytes - 2)]).TrimStart('\x01', '\x05');
        return new Entry(name, entry[0x42], BinaryPrimitives.ReadUInt32LittleEndian(entry[0x44..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[0x48..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[0x4C..]), entry[0x42] == Root ? entry.Slice(0x50, 16).ToArray() : []);
    }

    /// <summary>Follows the sector allocation table, of which the first 109 sectors are named in the header: enough for 6.8 MB with small sectors, beyond which the walk ends.</summary>
    private static bool TryNextSector(ReadOnlySpan<byte> content, int shift, ref uint sector)
    {
        var perTable = (1u << shift) / 4;
        var table = sector / perTable;
        if (table >= 109) return false;
        var tableSector = BinaryPrimitives.ReadUInt32LittleEndian(content[(int)(0x4C + (table * 4))..]);
        var at = (((long)tableSector + 1) << shift) + (sector % perTable * 4);
        if (tableSector > 0xFFFFFFF0 || at + 4 > content.Length) return false;
        sector = BinaryPrimitives.ReadUInt32LittleEndian(content[(int)at..]);
        return sector < 0xFFFFFFF0;
    }

    private readonly record struct Entry(string Name, byte Type, uint Left, uint Right, uint Child, byte[] Class);
}
