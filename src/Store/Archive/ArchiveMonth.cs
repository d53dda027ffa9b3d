using System.Globalization;

namespace Sekisho.Store.Archive;

/// <summary>Calendar months of UTC, as the archive names them: a number such as 202411, to people "2024-11".</summary>
public static class ArchiveMonth
{
    private const int MonthsOfYear = 12;
    private const int FirstYear = 1970;
    private const int LastYear = 9998;

    /// <summary>The month of a moment.</summary>
    public static long Of(DateTimeOffset moment) => (moment.UtcDateTime.Year * 100L) + moment.UtcDateTime.Month;

    /// <summary>The month that is so many months later; earlier for a number below zero.</summary>
    public static long Add(long month, int months)
    {
        var serial = ((month / 100) * MonthsOfYear) + (month % 100) - 1 + months;
        return ((serial / MonthsOfYear) * 100) + (serial % MonthsOfYear) + 1;
    }

    /// <summary>The first moment of a month.</summary>
    public static DateTimeOffset Begin(long month) => new((int)(month / 100), (int)(month % 100), 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a number names a month.</summary>
    public static bool IsOne(long month) => month / 100 is >= FirstYear and <= LastYear && month % 100 is >= 1 and <= MonthsOfYear;

    /// <summary>"2024-11".</summary>
    public static string Text(long month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:0000}-{month % 100:00}");

    /// <summary>Reads "2024-11".</summary>
    /// <returns>Null when it is no month.</returns>
    public static long? TryParse(string? text)
    {
        if (text is not { Length: 7 } || text[4] != '-') return null;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return null;
        if (!int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month)) return null;
        var number = (year * 100L) + month;
        return IsOne(number) ? number : null;
    }
}
