namespace Sekisho.Vault.Publishing;

/// <summary>Months and days as numbers, in UTC.</summary>
internal static class Months
{
    /// <summary>The month: 202411.</summary>
    public static long Of(DateTimeOffset moment) => (moment.UtcDateTime.Year * 100L) + moment.UtcDateTime.Month;

    /// <summary>The day: 20241122.</summary>
    public static long DayOf(DateTimeOffset moment) => (Of(moment) * 100) + moment.UtcDateTime.Day;
}
