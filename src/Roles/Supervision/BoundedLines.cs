namespace Sekisho.Roles.Supervision;

/// <summary>Reads lines that another process writes, whatever it writes.</summary>
internal static class BoundedLines
{
    /// <summary>A longer line is handed over in pieces: a role gone mad must not fill the supervisor's memory.</summary>
    public const int LongestLineBytes = 256 * 1024;

    /// <summary>Hands each line over, without its end, until the stream ends. Empty lines are left out.</summary>
    public static async Task ReadAsync(Stream stream, Action<ReadOnlyMemory<byte>> line)
    {
        var buffer = new byte[8 * 1024];
        var used = 0;
        while (true)
        {
            int read;
            try
            {
                read = await stream.ReadAsync(buffer.AsMemory(used));
            }
            catch (IOException)
            {
                read = 0;
            }

            used += read;
            var start = 0;
            while (buffer.AsSpan(start, used - start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                if (length > 0) line(buffer.AsMemory(start, length));
                start += length + 1;
            }

            buffer.AsSpan(start, used - start).CopyTo(buffer);
            used -= start;
            if (used > 0 && (read == 0 || used >= LongestLineBytes))
            {
                line(buffer.AsMemory(0, used));
                used = 0;
            }

            if (read == 0) return;
            if (used == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LongestLineBytes));
            else if (used == 0 && buffer.Length > 64 * 1024) buffer = new byte[8 * 1024];
        }
    }
}
