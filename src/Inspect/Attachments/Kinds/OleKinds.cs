using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>Tells compound files (MS-CFB) apart by the names in their directory.</summary>
internal static class OleKinds
{
    /// <summary>How many directory sectors are read: a chain of sectors may be made to run in a circle.</summary>
    private const int MaxDirectorySectors = 64;

    private const int EntryBytes = 128;

    /// <summary>The kind of compound file; <c>ole</c> where the directory says nothing known or cannot be read.</summary>
    public static string Detect(ReadOnlySpan<byte> content)
    {
        var entries = ReadDirectory(content, out var rootClass);
        // CLSID {000C1084-…}: installer package, 1086 patch, 1082 transform.
        if (rootClass.Length == 16 && rootClass[0] is 0x84 or 0x86 or 0x82 && rootClass.AsSpan(1, 3).SequenceEqual((ReadOnlySpan<byte>)[0x10, 0x0C, 0x00])) return "msi";
        if (entries.Contains("EncryptedPackage")) return "encryptedoffice";
        if (entries.Contains("WordDocument")) return "doc";
        if (entries.Contains("Workbook") || entries.Contains("Book")) return "xls";
        if (entries.Contains("PowerPoint Document")) return "ppt";
        if (entries.Contains("VisioDocument")) return "visio";
        if (entries.Contains("Quill")) return "publisher";
        if (entries.Contains("HwpSummaryInformation") || entries.Contains("BodyText")) return "hwp";
        if (entries.Contains("DocumentText") || entries.Contains("JSRV_SegmentInformation")) return "ichitaro";
        return entries.Contains("__properties_version1.0") || entries.Contains("__nameid_version1.0") ? "msg" : "ole";
    }

    private static HashSet<string> ReadDirectory(ReadOnlySpan<byte> content, out byte[] rootClass)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        rootClass = [];
        if (content.Length < 512) return names;
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(content[0x1E..]);
        if (shift is not (9 or 12)) return names;
        var sectorBytes = 1 << shift;
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(content[0x30..]);
        for (var seen = 0; seen < MaxDirectorySectors; seen++)
        {
            var at = ((long)sector + 1) << shift;
            if (at + sectorBytes > content.Length) break;
            for (var entry = 0; entry < sectorBytes / EntryBytes; entry++)
                ReadEntry(content.Slice((int)at + (entry * EntryBytes), EntryBytes), names, ref rootClass);
            if (!TryNextSector(content, shift, ref sector)) break;
        }

        return names;
    }

    private static void ReadEntry(ReadOnlySpan<byte> entry, HashSet<string> names, ref byte[] rootClass)
    {
        var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[0x40..]);
        if (nameBytes is < 4 or > 64) return;
        if (entry[0x42] == 5) rootClass = entry.Slice(0x50, 16).ToArray();
        names.Add(Encoding.Unicode.GetString(entry[..(nameBytes - 2)]).TrimStart('\x01', '\x05'));
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
}
