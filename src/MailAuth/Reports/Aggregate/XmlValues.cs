using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>Values as reports of the world write them.</summary>
internal static class XmlValues
{
    private static readonly SearchValues<char> AddressSigns = SearchValues.Create("0123456789abcdefABCDEF.:");

    // 9999-12-31: what a DateTimeOffset can hold.
    private const long LastSecond = 253402300799;

    /// <summary>A document as text: UTF-16 by its mark, otherwise UTF-8 where it is valid, otherwise Latin-1, which every byte is.</summary>
    public static string ToText(ReadOnlySpan<byte> document, out bool isBroken)
    {
        isBroken = false;
        if (document.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(document[2..]);
        if (document.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(document[2..]);
        if (document.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) document = document[3..];
        if (System.Text.Unicode.Utf8.IsValid(document)) return Encoding.UTF8.GetString(document);
        isBroken = !Declares(document, "iso-8859-1"u8) && !Declares(document, "windows-1252"u8);
        return Encoding.Latin1.GetString(document);
    }

    private static bool Declares(ReadOnlySpan<byte> document, ReadOnlySpan<byte> charset)
    {
        var start = document[..Math.Min(document.Length, 200)];
        for (var i = 0; i + charset.Length <= start.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(start.Slice(i, charset.Length), charset)) return true;
        }

        return false;
    }

    /// <summary>Seconds since 1970, with or without a fraction as some programs write.</summary>
    public static DateTimeOffset? Moment(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? text : text[..dot];
        return long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    public static long? Count(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1_000_000_000_000 ? count : null;

    /// <summary>An address of the wire: four numbers or groups of hexadecimal digits; no zone, no port, no short form of IPv4.</summary>
    public static IPAddress? Address(string text)
    {
        if (text.Length > 45 || text.AsSpan().ContainsAnyExcept(AddressSigns)) return null;
        if (!text.Contains(':', StringComparison.Ordinal) && text.AsSpan().Count('.') != 3) return null;
        return IPAddress.TryParse(text, out var address) ? DomainText.Plain(address) : null;
    }

    /// <summary>A domain as it is compared; what is no domain name, cut and without control characters.</summary>
    public static string Domain(string text) => DomainText.TryNormalize(text.TrimEnd('.'), out var name) ? name : Plain(text);

    /// <summary>A text without control characters: it is shown on terminals.</summary>
    public static string Plain(string text)
    {
        text = text.Trim();
        return text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && text.AsSpan().IndexOfAnyInRange('\u007F', '\u009F') < 0
            ? text
            : string.Create(text.Length, text, static (span, source) =>
            {
                for (var i = 0; i < source.Length; i++) span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            });
    }
}
