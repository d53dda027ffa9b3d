using System.Text;

namespace Sekisho.Mime;

/// <summary>Bytes of a named charset to text. Never throws: what the charset does not allow becomes U+FFFD.</summary>
internal static class CharsetDecoder
{
    // Throws on bad bytes; only its validation is used.
    private static readonly Encoding Windows1252 = CharsetNames.Get(1252)!;

    /// <summary>Decodes.</summary>
    /// <param name="charset">A name as the mail has it; null, unknown or wrongly ASCII: UTF-8 where it is valid, otherwise Windows-1252.</param>
    /// <param name="bytes">The bytes.</param>
    public static string Decode(string? charset, ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes) && (charset is null || !CanShift(charset))) return Encoding.ASCII.GetString(bytes);
        return Decode(charset is null ? 0 : CharsetNames.Find(charset), bytes);
    }

    /// <summary>
    /// Decodes the text of a part: a byte-order mark wins over the name, as in browsers (WHATWG Encoding §6). A page in
    /// UTF-16 with a mark and the label "us-ascii" would otherwise be a page there and nothing here.
    /// </summary>
    public static string DecodeBody(string? charset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.Length < 2 || bytes[0] < 0xFE || charset is not null && CharsetNames.Find(charset) is 12000 or 12001) return Decode(charset, bytes);
        if (bytes[0] == 0xFF && bytes[1] == 0xFE) return Encoding.Unicode.GetString(bytes[2..]);
        return bytes[0] == 0xFE && bytes[1] == 0xFF ? Encoding.BigEndianUnicode.GetString(bytes[2..]) : Decode(charset, bytes);
    }

    /// <summary>Decodes by code page; 0 means unknown.</summary>
    public static string Decode(int page, ReadOnlySpan<byte> bytes)
    {
        if (page == CharsetNames.Utf7) return Utf7.Decode(bytes);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) && page is 0 or 65001 or 1252) return Encoding.UTF8.GetString(bytes[3..]);
        if (page is 1200 or 1201 && bytes.Length >= 2)
        {
            if (bytes[0] == 0xFF && bytes[1] == 0xFE) return Encoding.Unicode.GetString(bytes[2..]);
            if (bytes[0] == 0xFE && bytes[1] == 0xFF) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        var encoding = page == 1252 && System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : CharsetNames.Get(page);
        return encoding is null ? Guess(bytes) : encoding.GetString(bytes);
    }

    /// <summary>UTF-8 where the bytes are valid UTF-8, otherwise Windows-1252.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Windows1252.GetString(bytes);

    /// <summary>Whether bytes below 128 can mean other characters than ASCII.</summary>
    private static bool CanShift(string charset)
    {
        var page = CharsetNames.Find(charset);
        return page is CharsetNames.Utf7 or 1200 or 1201 or 12000 or 12001 or 50220 or 50225 or 52936;
    }
}
