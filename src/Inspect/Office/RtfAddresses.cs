using System.Globalization;
using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Office;

/// <summary>
/// Addresses in RTF (Rich Text Format 1.9.1): templates that Word fetches when the document is opened ("\*\template"),
/// links to click and pictures from elsewhere in fields. Criminals write the letters as escapes ("\u104?", "\'68").
/// </summary>
internal static class RtfAddresses
{
    /// <summary>Most fields and templates looked at. Stops megabytes of nothing else.</summary>
    private const int MaxFields = 2_000;

    /// <summary>The longest field looked at, in bytes of the file.</summary>
    private const int MaxFieldBytes = 8_192;

    /// <summary>Reads one document. Linear: every field is looked at up to its limit.</summary>
    public static void Read(ReadOnlySpan<byte> content, InspectionContext context, ContainerVisit visit)
    {
        foreach (var text in Behind(content, @"\template"u8)) ExternalTarget.Judge("attachedTemplate", text.Trim(), visit);
        foreach (var text in Behind(content, @"\fldinst"u8)) Field(text, context, visit);
    }

    private static void Field(string text, InspectionContext context, ContainerVisit visit)
    {
        var code = text.AsSpan().Trim();
        var blank = code.IndexOfAny(" \"");
        if (blank < 0) return;
        var word = code[..blank];
        var quote = code.IndexOf('"');
        var target = quote < 0 ? code[blank..].Trim() : code[(quote + 1)..];
        var end = target.IndexOf('"');
        if (end >= 0) target = target[..end];
        if (word.Equals("HYPERLINK", StringComparison.OrdinalIgnoreCase))
        {
            if (!target.IsEmpty) context.AddAddress(target.ToString());
        }
        else if (word.StartsWith("INCLUDE", StringComparison.OrdinalIgnoreCase) && IsRemote(target)) visit.Findings.Office.External.Add($"{visit.Label}: {word} {target}");
    }

    /// <summary>Over the web; local templates and those on shares of the house are customary.</summary>
    private static bool IsRemote(ReadOnlySpan<char> target)
    {
        target = target.Trim(" \"");
        return target.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("ftp:", StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Behind(ReadOnlySpan<byte> content, ReadOnlySpan<byte> word)
    {
        var found = new List<string>();
        var looked = 0;
        while (looked++ < MaxFields && content.IndexOf(word) is >= 0 and var at)
        {
            // Behind another backslash it is text.
            var isText = at > 0 && content[at - 1] == '\\';
            content = content[(at + word.Length)..];
            if (!isText) found.Add(Plain(content[..Math.Min(content.Length, MaxFieldBytes)]));
        }

        return found;
    }

    /// <summary>The text up to the end of the group, without control words, its escapes plain.</summary>
    private static string Plain(ReadOnlySpan<byte> group)
    {
        var plain = new StringBuilder();
        var depth = 0;
        for (var at = 0; at < group.Length && depth >= 0;)
        {
            var sign = group[at];
            if (sign == '\\') at += Control(group[at..], plain);
            else
            {
                if (sign == '{') depth++;
                else if (sign == '}') depth--;
                else if (sign is not ((byte)'\r' or (byte)'\n')) plain.Append((char)sign);
                at++;
            }
        }

        return plain.ToString();
    }

    private static int Control(ReadOnlySpan<byte> text, StringBuilder plain)
    {
        if (text.Length < 2) return text.Length;
        var code = 0;
        if (text[1] == '\'' && text.Length >= 4 && int.TryParse(text[2..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code))
        {
            plain.Append((char)code);
            return 4;
        }

        if (!char.IsAsciiLetter((char)text[1]))
        {
            if (text[1] is (byte)'\\' or (byte)'{' or (byte)'}') plain.Append((char)text[1]);
            return 2;
        }

        var letters = 1;
        while (letters < text.Length && letters < 33 && char.IsAsciiLetter((char)text[letters])) letters++;
        var digits = letters;
        while (digits < text.Length && digits < letters + 11 && (char.IsAsciiDigit((char)text[digits]) || digits == letters && text[digits] == '-')) digits++;
        var isUnicode = letters == 2 && text[1] == 'u' && int.TryParse(text[letters..digits], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out code);
        if (isUnicode) plain.Append((char)(code & 0xFFFF));
        // The blank behind a control word is part of it, and behind a code the sign for programs that know no code.
        if (digits < text.Length && (text[digits] == ' ' || isUnicode && text[digits] == '?')) digits++;
        return digits;
    }
}
