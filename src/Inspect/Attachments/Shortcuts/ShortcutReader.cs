using System.Text;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Attachments.Shortcuts;

/// <summary>Reads what a Windows shortcut starts, and with which arguments (MS-SHLLINK).</summary>
internal static class ShortcutReader
{
    private const int HeaderBytes = 76;

    /// <summary>Arguments are padded with blanks by criminals, so that the dialog shows none: what is kept of them, in characters.</summary>
    private const int MaxShownChars = 900;

    /// <summary>MAX_PATH of Windows.</summary>
    private const int MaxPathChars = 260;

    /// <summary>Target and arguments, runs of blanks made one; null where it is no shortcut or starts nothing that is written in it.</summary>
    public static string? Read(ReadOnlySpan<byte> content)
    {
        if (content.Length < HeaderBytes) return null;
        var cursor = new ByteCursor(content);
        cursor.Skip(20);
        var flags = cursor.UInt32();
        cursor.Seek(HeaderBytes);
        var items = (flags & 1) != 0 ? cursor.Take(cursor.UInt16()) : [];
        var target = "";
        if ((flags & 2) != 0)
        {
            var start = cursor.At;
            var bytes = cursor.UInt32();
            target = ShortcutPlaces.ReadLinkInfo(content[start..Math.Min(content.Length, (int)Math.Min(start + (long)bytes, int.MaxValue))]);
            cursor.Seek(start + (long)bytes);
        }

        var isWide = (flags & 0x80) != 0;
        string relative = "", arguments = "";
        for (var bit = 2; bit <= 6; bit++)
        {
            if ((flags & (1u << bit)) == 0) continue;
            int chars = cursor.UInt16();
            // Of name, relative path and working folder Windows reads so many and goes on right behind them, whatever the count says.
            if (bit <= 4) chars = Math.Min(chars, MaxPathChars);
            var text = (isWide ? Encoding.Unicode : Encoding.Latin1).GetString(cursor.Take(Math.Min(isWide ? chars * 2 : chars, cursor.Left)));
            if (bit == 3) relative = text;
            if (bit == 5) arguments = text;
        }

        if (target.Length == 0) target = ReadEnvironmentPath(cursor.Rest);
        if (target.Length == 0) target = ShortcutPlaces.ReadItems(items);
        if (target.Length == 0) target = relative;
        var all = $"{target} {arguments}".Trim();
        return all.Length == 0 ? null : Squeeze(all);
    }

    /// <summary>The block with the target as environment variables write it (§2.5.4): size 0x314, signature 0xA0000001.</summary>
    private static string ReadEnvironmentPath(ReadOnlySpan<byte> blocks)
    {
        var at = blocks.IndexOf((ReadOnlySpan<byte>)[0x14, 0x03, 0, 0, 0x01, 0, 0, 0xA0]);
        return at < 0 || blocks.Length - at < 268 ? "" : ShortcutPlaces.Text(blocks.Slice(at + 8, 260));
    }

    private static string Squeeze(string text)
    {
        var shown = new StringBuilder();
        foreach (var character in text)
        {
            var isBlank = char.IsWhiteSpace(character) || char.IsControl(character);
            if (isBlank && (shown.Length == 0 || shown[^1] == ' ')) continue;
            shown.Append(isBlank ? ' ' : character);
            if (shown.Length >= MaxShownChars) break;
        }

        return shown.ToString();
    }
}
