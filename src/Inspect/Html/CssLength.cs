using System.Globalization;

namespace Sekisho.Inspect.Html;

/// <summary>Lengths of style sheets, in pixels.</summary>
internal static class CssLength
{
    /// <summary>Reads a length; NaN where it is none.</summary>
    /// <param name="text">"12px", "0", "1.5em", "80%", "small".</param>
    /// <param name="em">Pixels of one em, and of 100 %.</param>
    public static float Read(ReadOnlySpan<char> text, float em)
    {
        text = text.Trim();
        var end = text.IndexOfAny(" !/;");
        if (end >= 0) text = text[..end];
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' or '-' or '+')) digits++;
        if (digits == 0) return text.Equals("xx-small", StringComparison.OrdinalIgnoreCase) ? 9 : float.NaN;
        if (!float.TryParse(text[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return float.NaN;
        var unit = text[digits..];
        if (unit.IsEmpty || unit.Equals("px", StringComparison.OrdinalIgnoreCase)) return number;
        if (unit.Equals("pt", StringComparison.OrdinalIgnoreCase)) return number * 4 / 3;
        if (unit.Equals("em", StringComparison.OrdinalIgnoreCase)) return number * em;
        if (unit.Equals("%", StringComparison.Ordinal)) return number * em / 100;
        return number * 16;
    }
}
