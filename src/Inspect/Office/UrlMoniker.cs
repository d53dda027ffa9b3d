using System.Text;

namespace Sekisho.Inspect.Office;

/// <summary>Finds the addresses that linked objects load (MS-OSHARED §2.3.7.6, class {79EAC9E0-BAF9-11CE-8C82-00AA004BA90B}).</summary>
internal static class UrlMoniker
{
    private static readonly byte[] Class = [0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B];

    private const int MaxChars = 2048;

    /// <summary>The first address; null for none.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(Class);
        if (at < 0) return null;
        // Behind the class stands the length in bytes.
        var rest = bytes[(at + Class.Length)..];
        if (rest.Length < 6) return null;
        rest = rest[4..];
        var text = Encoding.Unicode.GetString(rest[..(Math.Min(rest.Length, MaxChars * 2) & ~1)]);
        var end = text.AsSpan().IndexOfAnyInRange('\0', '\x1F');
        text = end < 0 ? text : text[..end];
        return text.Contains(':', StringComparison.Ordinal) || text.StartsWith(@"\\", StringComparison.Ordinal) ? text : null;
    }
}
