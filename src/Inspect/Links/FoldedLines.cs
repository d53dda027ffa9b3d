using System.Text;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Calendar entries and cards, which break lines after 75 bytes wherever that falls (RFC 5545 §3.1, RFC 6350 §3.2), and
/// some of whose values are pages: an address in them goes over several lines.
/// </summary>
internal static class FoldedLines
{
    /// <summary>How far into the text the first line is looked for, in characters: programs skip blank lines in front.</summary>
    private const int MaxLeadChars = 200;

    /// <summary>The text with its lines joined and its escaped signs plain; null when it is no calendar entry and no card.</summary>
    public static string? Joined(string text)
    {
        var lead = text.AsSpan(0, Math.Min(text.Length, MaxLeadChars));
        if (!lead.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase) && !lead.Contains("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase)) return null;
        var joined = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (character == '\r' && next == '\n' && i + 2 < text.Length && text[i + 2] is ' ' or '\t') i += 2;
            else if (character == '\n' && next is ' ' or '\t') i++;
            else if (character == '\\' && (next is 'n' or 'N'))
            {
                joined.Append('\n');
                i++;
            }
            else if (character == '\\' && next is ',' or ';' or '\\') joined.Append(text[++i]);
            else joined.Append(character);
        }

        return joined.ToString();
    }
}
