using System.Buffers;
using System.Globalization;

namespace Sekisho.Mime;

/// <summary>Characters in names that the eye does not see or sees elsewhere (UTR #36, "Trojan Source").</summary>
internal static class Deception
{
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create([.. Enumerable.Range(32, 95).Where(c => c is not ('=' or '%' or '\\')).Select(c => (byte)c)]);

    /// <summary>ASCII without control characters and without anything that may be decoded.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(PlainBytes) < 0;

    /// <summary>Whether a control, bidirectional, invisible or line-breaking character is in it.</summary>
    public static bool IsIn(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) return true;
            // Fillers and blanks that look like nothing, variation selectors among them.
            if (rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or >= 0x2000 and <= 0x200A or >= 0xE0000 and <= 0xE0FFF) return true;
        }

        return false;
    }
}
