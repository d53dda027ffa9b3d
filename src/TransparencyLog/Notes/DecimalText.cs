using System.Globalization;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Sizes and indexes as these formats write them: decimal, without leading zeroes.</summary>
internal static class DecimalText
{
    /// <summary>Reads a number of 0 to 2⁶³ - 1.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');
}
