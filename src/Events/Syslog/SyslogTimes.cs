using Sekisho.Events.Lines;
using Sekisho.Kernel.Time;

namespace Sekisho.Events.Syslog;

/// <summary>
/// Reads the time at the beginning of a line. The old form (RFC 3164 section 4.1.2: <c>Feb 12 14:10:21</c>) has neither
/// year nor zone: the zone is the one that was set, the year the latest with which the time is not after the end of
/// the log (a day is granted for clocks that are fast).
/// </summary>
/// <param name="zone">The zone of times without one.</param>
/// <param name="end">When the log ends.</param>
internal sealed class SyslogTimes(TimeZoneInfo zone, DateTimeOffset end)
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>Takes a time off the front.</summary>
    /// <param name="text">The line; behind the time afterwards.</param>
    /// <param name="time">The time; null when it is written but is none (the thirtieth of February).</param>
    /// <returns>Whether the line begins with a time.</returns>
    public bool TryTake(scoped ref ReadOnlySpan<byte> text, out DateTimeOffset? time)
    {
        time = null;
        return Old(ref text, ref time) || Iso(ref text, ref time);
    }

    private bool Old(scoped ref ReadOnlySpan<byte> text, scoped ref DateTimeOffset? time)
    {
        if (text.Length < 14 || text[3] != (byte)' ') return false;
        var month = Calendar.Month(text);
        if (month == 0) return false;
        var rest = text[4..].TrimStart((byte)' ');
        if (!Calendar.TryLeadingNumber(rest, out var day, out var length) || length > 2) return false;
        rest = rest[length..].TrimStart((byte)' ');
        // Some devices put the year in between.
        var year = -1;
        if (rest.Length > 4 && rest[4] == (byte)' ' && Calendar.Number(rest, 0, 4) is > 0 and var written)
        {
            year = written;
            rest = rest[5..].TrimStart((byte)' ');
        }

        if (!Calendar.TryTimeOfDay(rest, out var clock)) return false;
        rest = rest[8..];
        var fraction = rest.StartsWith("."u8) ? rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1 : 0;
        text = (fraction > 0 ? rest[fraction..] : rest).TrimStart((byte)':');
        time = At(year, month, day, clock);
        return true;
    }

    private DateTimeOffset? At(int year, int month, int day, TimeSpan clock)
    {
        if (year > 0) return Local(year, month, day, clock);
        var last = TimeZoneInfo.ConvertTime(end, zone).Year + 1;
        // The twenty-ninth of February may be up to eight years back.
        for (var tried = last; tried > last - 9; tried--)
            if (Local(tried, month, day, clock) is { } time && time <= end + Grace) return time;
        return null;
    }

    private DateTimeOffset? Local(int year, int month, int day, TimeSpan clock)
    {
        if (!Calendar.TryDate(year, month, day, out var date)) return null;
        var local = date + clock;
        return Calendar.TryAt(local, zone.GetUtcOffset(local), out var time) ? time : null;
    }

    /// <summary>2024-08-25T10:04:35.051238+00:00, or with a space between date and time.</summary>
    private bool Iso(scoped ref ReadOnlySpan<byte> text, scoped ref DateTimeOffset? time)
    {
        if (text.Length < 19 || text[4] != (byte)'-' || text[7] != (byte)'-' || text[10] is not ((byte)'T' or (byte)' ')) return false;
        if (Calendar.Number(text, 0, 4) < 0 || Calendar.Number(text, 5, 2) < 0 || Calendar.Number(text, 8, 2) < 0 || !Calendar.TryTimeOfDay(text[11..], out var clock)) return false;
        var stop = text[19..].IndexOf((byte)' ');
        var word = stop < 0 ? text : text[..(19 + stop)];
        var zoned = word[19..];
        if (zoned.IndexOfAny("Zz+-"u8) >= 0)
        {
            if (TimeText.TryParse(word, out var parsed)) time = parsed;
            text = text[word.Length..];
            return true;
        }

        time = Local(Calendar.Number(text, 0, 4), Calendar.Number(text, 5, 2), Calendar.Number(text, 8, 2), clock);
        var rest = text[word.Length..].TrimStart((byte)' ');
        if (Calendar.TryOffset(rest, out var offset) && Calendar.TryDate(Calendar.Number(text, 0, 4), Calendar.Number(text, 5, 2), Calendar.Number(text, 8, 2), out var date))
        {
            // Exim can be told to write its zone as a word of its own.
            time = Calendar.TryAt(date + clock, offset, out var at) ? at : null;
            rest = rest[5..];
        }

        text = rest;
        return true;
    }
}
