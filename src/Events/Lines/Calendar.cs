using System.Buffers.Text;

namespace Sekisho.Events.Lines;

/// <summary>Reads the pieces of dates that logs have in common.</summary>
internal static class Calendar
{
    /// <summary>The number of a month's English short name, or 0.</summary>
    public static int Month(ReadOnlySpan<byte> name)
    {
        if (name.Length < 3) return 0;
        var at = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(name[..3]);
        return at >= 0 && at % 3 == 0 ? at / 3 + 1 : 0;
    }

    /// <summary>Two or more digits at a place, or -1.</summary>
    public static int Number(ReadOnlySpan<byte> text, int at, int length)
    {
        if (at < 0 || at + length > text.Length) return -1;
        var number = 0;
        foreach (var digit in text.Slice(at, length))
        {
            if (digit is < (byte)'0' or > (byte)'9') return -1;
            number = number * 10 + digit - '0';
        }

        return number;
    }

    /// <summary>A time of day as hh:mm:ss; a leap second is taken for the second before it.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        if (text.Length < 8 || text[2] != (byte)':' || text[5] != (byte)':') return false;
        var (hour, minute, second) = (Number(text, 0, 2), Number(text, 3, 2), Number(text, 6, 2));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60) return false;
        time = new TimeSpan(hour, minute, Math.Min(second, 59));
        return true;
    }

    /// <summary>A date that exists.</summary>
    public static bool TryDate(int year, int month, int day, out DateTime date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateTime(year, month, day);
        return true;
    }

    /// <summary>An offset from UTC as +hhmm or +hh:mm.</summary>
    public static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length < 5 || text[0] is not ((byte)'+' or (byte)'-')) return false;
        var (hours, minutes) = (Number(text, 1, 2), Number(text, text[3] == (byte)':' ? 4 : 3, 2));
        if (hours is < 0 or > 14 || minutes is < 0 or > 59) return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (offset > TimeSpan.FromHours(14)) return false;
        if (text[0] == (byte)'-') offset = -offset;
        return true;
    }

    /// <summary>A local time with its offset from UTC; false where the result is no date.</summary>
    public static bool TryAt(DateTime local, TimeSpan offset, out DateTimeOffset time)
    {
        var ticks = local.Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            time = default;
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>A decimal number at the beginning, and how many bytes it has.</summary>
    public static bool TryLeadingNumber(ReadOnlySpan<byte> text, out int number, out int length) => Utf8Parser.TryParse(text, out number, out length) && number >= 0 && text[0] != (byte)'+';
}
