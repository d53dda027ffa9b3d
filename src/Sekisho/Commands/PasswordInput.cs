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
        // Room for the longest password with CRLF.
        var bytes = new byte[MaxBytes + 2];
        var count = 0;
        while (count < bytes.Length && !bytes.AsSpan(0, count).Contains((byte)'\n'))
        {
            var read = await input.ReadAsync(bytes.AsMemory(count), cancellation);
            if (read == 0) break;
            count += read;
        }

        var end = bytes.AsSpan(0, count).IndexOf((byte)'\n');
        var line = bytes.AsSpan(0, end < 0 ? count : end);
        if (line.EndsWith("\r"u8)) line = line[..^1];
        if (line.Length is 0 or > MaxBytes || !System.Text.Unicode.Utf8.IsValid(line)) return null;
        return Encoding.UTF8.GetString(line);
    }
}
