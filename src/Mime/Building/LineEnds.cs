namespace Sekisho.Mime;

/// <summary>Line ends of what we write.</summary>
internal static class LineEnds
{
    /// <summary>RFC 5322 §2.1.1: no line may be longer, without its line end.</summary>
    public const int MaxLineBytes = 998;

    /// <summary>CRLF for LF and bare CR, so that nobody on the way can see another line than we do.</summary>
    public static byte[] ToCrLf(ReadOnlySpan<byte> bytes)
    {
        var result = new List<byte>(bytes.Length + bytes.Length / 32);
        while (!bytes.IsEmpty)
        {
            var run = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            if (run < 0) run = bytes.Length;
            result.AddRange(bytes[..run]);
            if (run == bytes.Length) break;
            result.AddRange("\r\n"u8);
            run += bytes[run] == '\r' && run + 1 < bytes.Length && bytes[run + 1] == '\n' ? 2 : 1;
            bytes = bytes[run..];
        }

        return [.. result];
    }

    /// <summary>Whether bytes with CRLF line ends can be sent as lines: no NUL, no overlong line.</summary>
    public static bool AreSendable(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)0) < 0 && !TextScan.HasLineLongerThan(bytes, MaxLineBytes);
}
