using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Attachments.Shortcuts;

/// <summary>Reads where a shortcut leads: the part with paths (MS-SHLLINK §2.3), and the list of items from the desktop down (§2.2), which Windows follows first.</summary>
internal static class ShortcutPlaces
{
    private const int MaxChars = 900;

    /// <summary>What the first byte of an item says, its lowest bits apart: a drive, and a file or folder.</summary>
    private const int Drive = 0x20, Entry = 0x30;

    /// <summary>Size, kind, size of the file, time and attributes stand in front of an entry's name.</summary>
    private const int EntryHeadBytes = 14;

    /// <summary>The path on a drive or a share, with what both have in common behind it; empty for none.</summary>
    public static string ReadLinkInfo(ReadOnlySpan<byte> info)
    {
        if (info.Length < 28) return "";
        var suffix = TextAt(info, BinaryPrimitives.ReadUInt32LittleEndian(info[24..]));
        if (TextAt(info, BinaryPrimitives.ReadUInt32LittleEndian(info[16..])) is { Length: > 0 } local) return local + suffix;
        var share = BinaryPrimitives.ReadUInt32LittleEndian(info[20..]);
        if (share == 0 || share + 20L > info.Length) return "";
        var link = info[(int)share..];
        var name = TextAt(link, BinaryPrimitives.ReadUInt32LittleEndian(link[8..]));
        return name.Length == 0 ? "" : suffix.Length == 0 ? name : $"{name}\\{suffix}";
    }

    /// <summary>The path that the items make. Of items without names, as those of the control panel, the path of a library in them; empty for none.</summary>
    public static string ReadItems(ReadOnlySpan<byte> items)
    {
        var path = new StringBuilder();
        var hasEntry = false;
        for (var rest = items; rest.Length > 4 && BinaryPrimitives.ReadUInt16LittleEndian(rest) is >= 3 and var bytes && bytes <= rest.Length && path.Length < MaxChars; rest = rest[bytes..])
        {
            var item = rest[..bytes];
            var sort = item[2] & 0x70;
            if (sort == Drive && item[2] != 0x2E) path.Clear().Append(Text(item[3..]));
            if (sort != Entry || item.Length <= EntryHeadBytes) continue;
            var name = item[EntryHeadBytes..];
            hasEntry = true;
            if (path.Length > 0 && path[^1] != '\\') path.Append('\\');
            path.Append((item[2] & 4) != 0 ? WideText(name) : Text(name));
        }

        return hasEntry ? path.ToString() : FindLibrary(items);
    }

    /// <summary>A text of one byte a character, up to its zero.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? bytes[..Math.Min(bytes.Length, MaxChars)] : bytes[..end]);
    }

    private static string TextAt(ReadOnlySpan<byte> bytes, uint offset) => offset == 0 || offset >= bytes.Length ? "" : Text(bytes[(int)offset..]);

    private static string WideText(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Unicode.GetString(bytes[..Math.Min(bytes.Length & ~1, MaxChars * 2)]);
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    /// <summary>A shortcut to an item of the control panel loads a library by its path when its icon is drawn (CVE-2010-2568).</summary>
    private static string FindLibrary(ReadOnlySpan<byte> items)
    {
        foreach (var ending in (string[])[".dll", ".cpl"])
        {
            var at = items.IndexOf(Encoding.Unicode.GetBytes(ending));
            if (at < 0) continue;
            var start = at;
            while (start >= 2 && items[start - 2] >= 0x20 && items[start - 1] < 0x80) start -= 2;
            return Encoding.Unicode.GetString(items[start..(at + 8)]);
        }

        return "";
    }
}
