using System.Text;

namespace Sekisho.Commands;

/// <summary>Reads a password from standard input; never from the command line, which other users of the machine can see.</summary>
internal static class PasswordInput
{
    /// <summary>The longest password, in bytes of UTF-8. Stops an endless input.</summary>
    public const int MaxBytes = 1024;

    /// <summary>What to do about an unusable one.</summary>
    public static readonly string Advice = $"Give one line of UTF-8 with 1 to {MaxBytes} bytes, for example: printf '%s' \"$PASSWORD\" | sekisho …";

    /// <summary>The first line without its line end, or null when it is empty, too long or no UTF-8.</summary>
    public static async Task<string?> ReadAsync(Stream input, CancellationToken cancellation)
    {
        var lines = await ReadAsync(input, 1, MaxBytes, cancellation);
        return lines?[0];
    }

    /// <summary>The first lines without their line ends; null when one is missing, empty, too long or no UTF-8.</summary>
    public static async Task<IReadOnlyList<string>?> ReadAsync(Stream input, int count, int maxBytes, CancellationToken cancellation)
    {
        // Room for the longest lines with CRLF.
        var bytes = new byte[count * (maxBytes + 2)];
        var length = 0;
        while (length < bytes.Length && bytes.AsSpan(0, length).Count((byte)'\n') < count)
        {
            var read = await input.ReadAsync(bytes.AsMemory(length), cancellation);
            if (read == 0) break;
            length += read;
        }

        var lines = new List<string>();
        var left = bytes.AsMemory(0, length);
        while (lines.Count < count)
        {
            var end = left.Span.IndexOf((byte)'\n');
            var line = end < 0 ? left : left[..end];
            left = end < 0 ? default : left[(end + 1)..];
            if (line.Span.EndsWith("\r"u8)) line = line[..^1];
            if (line.Length == 0 || line.Length > maxBytes || !System.Text.Unicode.Utf8.IsValid(line.Span)) return null;
            lines.Add(Encoding.UTF8.GetString(line.Span));
        }

        return lines;
    }
}
