using System.Globalization;
using System.Text;

namespace Sekisho.Roles.Logs;

/// <summary>Log records for people: time of day, process, level, message.</summary>
internal static class LogText
{
    private const int InstanceWidth = 10;

    /// <summary>A record as one line, and its exception indented below.</summary>
    public static string Format(LogRecord record, TimeZoneInfo zone)
    {
        var text = new StringBuilder(160);
        text.Append(TimeZoneInfo.ConvertTime(record.Time, zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)).Append(' ');
        AppendSafe(text, record.Instance.PadRight(InstanceWidth));
        text.Append(' ').Append(LogLevelNames.Of(record.Level).PadRight(5)).Append(' ');
        AppendSafe(text, record.Message);
        text.Append('\n');
        if (record.Exception is null) return text.ToString();
        foreach (var line in record.Exception.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(' ', 13).Append("| ");
            AppendSafe(text, line);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Control characters become visible: a client's EHLO name must not steer the operator's terminal.</summary>
    private static void AppendSafe(StringBuilder text, string value)
    {
        foreach (var character in value.AsSpan(0, Math.Min(value.Length, LogJson.LongestText)))
        {
            if (char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                text.Append(character);
        }
    }
}
