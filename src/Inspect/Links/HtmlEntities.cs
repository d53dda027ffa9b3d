using System.Globalization;
using System.Net;
using System.Text;

namespace Sekisho.Inspect.Links;

/// <summary>Decodes character references as browsers do where it matters for links: numbers need no semicolon.</summary>
internal static class HtmlEntities
{
    /// <summary>The longest reference looked for, in characters.</summary>
    private const int MaxReferenceChars = 32;

    /// <summary>Decodes <paramref name="text"/>; what is no reference stays.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        var ampersand = text.IndexOf('&');
        if (ampersand < 0) return text.ToString();
        var output = new StringBuilder(text.Length);
        while (ampersand >= 0)
        {
            output.Append(text[..ampersand]);
            text = text[ampersand..];
            var used = TryDecode(text, output);
            if (used == 0)
            {
                output.Append('&');
                used = 1;
            }

            text = text[used..];
            ampersand = text.IndexOf('&');
        }

        return output.Append(text).ToString();
    }

    private static int TryDecode(ReadOnlySpan<char> text, StringBuilder output)
    {
        if (text.Length > 2 && text[1] == '#') return TryDecodeNumber(text, output);
        var window = text[..Math.Min(text.Length, MaxReferenceChars)];
        var end = window.IndexOf(';');
        if (end > 1)
        {
            var reference = window[..(end + 1)].ToString();
            var decoded = Named(window[1..end]) ?? WebUtility.HtmlDecode(reference);
            if (decoded == reference) return 0;
            output.Append(decoded);
            return end + 1;
        }

        // Without semicolon only the oldest names are references.
        foreach (var name in (ReadOnlySpan<string>)["amp", "lt", "gt", "quot", "AMP", "LT", "GT", "QUOT"])
        {
            if (!text[1..].StartsWith(name)) continue;
            output.Append(Named(name));
            return name.Length + 1;
        }

        return 0;
    }

    private static int TryDecodeNumber(ReadOnlySpan<char> text, StringBuilder output)
    {
        var isHex = text[2] is 'x' or 'X';
        var start = isHex ? 3 : 2;
        var end = start;
        long value = 0;
        while (end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
        {
            value = Math.Min(0x110000, (value * (isHex ? 16 : 10)) + int.Parse(text.Slice(end, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            end++;
        }

        if (end == start) return 0;
        output.Append(Rune.IsValid((int)value) && value != 0 ? new Rune((int)value).ToString() : "\uFFFD");
        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }

    /// <summary>Names that HTML 5 added and that spell the signs of an address.</summary>
    private static string? Named(ReadOnlySpan<char> name) => name switch
    {
        "amp" or "AMP" => "&",
        "lt" or "LT" => "<",
        "gt" or "GT" => ">",
        "quot" or "QUOT" => "\"",
        "apos" => "'",
        "colon" => ":",
        "sol" => "/",
        "bsol" => "\\",
        "period" => ".",
        "commat" => "@",
        "num" => "#",
        "quest" => "?",
        "equals" => "=",
        "percnt" => "%",
        "lowbar" or "UnderBar" => "_",
        "semi" => ";",
        "comma" => ",",
        "lpar" => "(",
        "rpar" => ")",
        "Tab" => "\t",
        "NewLine" => "\n",
        "hyphen" or "dash" => "\u2010",
        "shy" => "\u00AD",
        "ZeroWidthSpace" => "\u200B",
        _ => null,
    };
}
