using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sekisho.Kernel.Time;

/// <summary>Reads the points in time that logs write. Text without a zone is taken as UTC.</summary>
public static class TimeText
{
    /// <summary>Longer text is no time.</summary>
    private const int MaxLength = 64;

    /// <summary>Reads ISO 8601 and its relatives, or seconds, milli-, micro- or nanoseconds since 1970.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, in UTC.</param>
    /// <returns>Whether it is a time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is < 8 or > MaxLength) return false;
        if (Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length) return TryEpoch(number, out time);
        Span<char> characters = stackalloc char[MaxLength];
        if (Ascii.ToUtf16(text, characters, out var written) != System.Buffers.OperationStatus.Done) return false;
        var trimmed = characters[..written].Trim();
        // .NET reads at most seven digits of a second's fraction; Windows' own XML has nine.
        var dot = trimmed.IndexOf('.');
        if (dot > 0)
        {
            var digits = 0;
            while (dot + 1 + digits < trimmed.Length && char.IsAsciiDigit(trimmed[dot + 1 + digits])) digits++;
            if (digits > 7)
            {
                trimmed[(dot + 1 + digits)..].CopyTo(trimmed[(dot + 8)..]);
                trimmed = trimmed[..^(digits - 7)];
            }
        }

        return DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private static bool TryEpoch(double number, out DateTimeOffset time)
    {
        time = default;
        if (!(number >= 1e8) || number > 4e18) return false;
        var seconds = number switch { < 1e11 => number, < 1e14 => number / 1e3, < 1e17 => number / 1e6, _ => number / 1e9 };
        if (seconds > 250_000_000_000) return false;
        time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }
}
