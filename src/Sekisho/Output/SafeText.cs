using System.Globalization;
using System.Text;

namespace Sekisho.Output;

/// <summary>
/// Makes text from mail and from strangers safe for a terminal. Control characters would move the cursor, rewrite
/// what stands on the screen or, on some terminals, type commands ("terminal escape injection"); bidirectional and
/// invisible characters make a text look like another one. All of them are shown as an escape instead.
/// </summary>
internal static class SafeText
{
    /// <summary>Longer values are cut: one Subject must not push everything else off the screen.</summary>
    public const int MaxCharacters = 4096;

    /// <summary>One line of text with nothing in it that acts: everything unsafe is written as \xNN or \u{N}.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var cut = text.Length > MaxCharacters;
        var builder = new StringBuilder(text.Length + 16);
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, MaxCharacters)).EnumerateRunes())
        {
            if (IsSafe(rune)) builder.Append(rune.ToString());
            else if (rune.Value < 0x100) builder.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else builder.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        if (cut) builder.Append('…');
        return builder.ToString();
    }

    /// <summary>A short form for tables: as <see cref="Line"/>, at most so many characters.</summary>
    public static string Short(string? text, int most)
    {
        var line = Line(text);
        if (line.Length <= most) return line;
        // Not between the two halves of a surrogate pair.
        var end = char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1;
        return string.Concat(line.AsSpan(0, end), "…");
    }

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // Control: escape sequences (C0, and C1, which some terminals take as CSI). Format: bidirectional overrides,
        // zero-width characters, tags. Surrogate, private use, unassigned: nobody knows what is shown.
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800), // letters and symbols that show nothing
    };
}
