using System.Globalization;
using System.Text;

namespace Sekisho.Mime;

/// <summary>Dates of header fields (RFC 5322 §3.3, obsolete forms of §4.3 included).</summary>
public static class MimeDate
{
    private const int LongestBytes = 256;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Reads a date. Lenient in blanks, comments, missing weekday and seconds; two-digit years and zone names are read as §4.3 says.</summary>
    /// <param name="value">The raw value behind the colon; longer than 256 bytes is no date.</param>
    /// <param name="date">The date, or the default value.</param>
    /// <returns>False where it is no date.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DateTimeOffset date)
    {
        date = default;
        if (value.Length > LongestBytes) return false;
        var words = Words(value);
        var at = 0;
        if (at < words.Count && !char.IsAsciiDigit(words[at][0])) at++;
        if (!TryDay(words, ref at, out var year, out var month, out var day)) return false;
        if (!TryTime(words, ref at, out var time)) return false;
        var zone = at < words.Count ? Zone(words[at]) : TimeSpan.Zero;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified).Ticks + time.Ticks;
        if (ticks - zone.Ticks < DateTime.MinValue.Ticks || ticks - zone.Ticks > DateTime.MaxValue.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        date = new DateTimeOffset(new DateTime(ticks), zone);
        return true;
    }

    /// <summary>Writes a date as RFC 5322 §3.3 wants it, for instance "Tue, 01 Jul 2003 10:52:37 +0200".</summary>
    /// <param name="date">The date with its zone.</param>
    public static string Format(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + (date.Offset < TimeSpan.Zero ? "-" : "+") + date.Offset.ToString("hhmm", CultureInfo.InvariantCulture);

    /// <summary>Words between blanks, commas and hyphens within dates; comments left out.</summary>
    private static List<string> Words(ReadOnlySpan<byte> value)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i <= value.Length; i++)
        {
            var c = i < value.Length ? value[i] : (byte)' ';
            if (c == '(' && Comment.EndOf(value, i, 8, out _) is > 0 and var end) (c, i) = ((byte)' ', end - 1);
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' || c == '-' && word.Length is 1 or 2 && char.IsAsciiDigit(word[0]) || c == '-' && word.Length == 3 && char.IsAsciiLetter(word[0]))
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append((char)c);
            }
        }

        return words;
    }

    private static bool TryDay(List<string> words, ref int at, out int year, out int month, out int day)
    {
        year = month = day = 0;
        if (at + 2 >= words.Count) return false;
        if (!Number(words[at], out day)) return false;
        month = words[at + 1].Length < 3 ? 0 : Array.IndexOf(Months, words[at + 1][..3].ToLowerInvariant()) + 1;
        if (month == 0 || !Number(words[at + 2], out year)) return false;

        // RFC 5322 §4.3: two digits up to 49 are 20xx, from 50 on 19xx; three digits count from 1900.
        if (words[at + 2].Length <= 2) year += year < 50 ? 2000 : 1900;
        else if (words[at + 2].Length == 3) year += 1900;
        at += 3;
        return true;
    }

    private static bool TryTime(List<string> words, ref int at, out TimeSpan time)
    {
        time = default;
        if (at >= words.Count) return false;
        var parts = words[at].Split(words[at].Contains(':', StringComparison.Ordinal) ? ':' : '.');
        var second = 0;
        if (parts.Length is < 2 or > 3 || !Number(parts[0], out var hour) || !Number(parts[1], out var minute)) return false;
        if (parts.Length == 3 && !Number(parts[2], out second)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        at++;
        time = new TimeSpan(hour, minute, second);
        return true;
    }

    private static bool Number(string word, out int number) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) && word.Length <= 4;

    private static TimeSpan Zone(string word)
    {
        if (word.Length >= 5 && word[0] is '+' or '-' && int.TryParse(word.AsSpan(1, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var minutes = number / 100 * 60 + number % 100;
            return minutes > 14 * 60 ? TimeSpan.Zero : TimeSpan.FromMinutes(word[0] == '-' ? -minutes : minutes);
        }

        // RFC 5322 §4.3: these names have a meaning, all others (military letters too) count as unknown, +0000.
        return word.ToUpperInvariant() switch
        {
            "EDT" => TimeSpan.FromHours(-4),
            "EST" or "CDT" => TimeSpan.FromHours(-5),
            "CST" or "MDT" => TimeSpan.FromHours(-6),
            "MST" or "PDT" => TimeSpan.FromHours(-7),
            "PST" => TimeSpan.FromHours(-8),
            _ => TimeSpan.Zero,
        };
    }
}
