namespace Sekisho.Mime;

/// <summary>uuencoded bodies (POSIX uuencode): lines of a length character and groups of four.</summary>
internal static class Uuencode
{
    /// <summary>Decodes from the line behind "begin" (or from the start where there is none) to "end".</summary>
    public static DecodeResult Decode(ReadOnlySpan<byte> body, ref BodySink sink)
    {
        if (TryFindBegin(body, 0, out var begin)) body = body[begin.DataStart..];
        long junk = 0;
        Span<byte> decoded = stackalloc byte[64];
        while (!body.IsEmpty && !sink.Full)
        {
            var length = body.IndexOf((byte)'\n');
            var line = (length < 0 ? body : body[..length]).TrimEnd("\r"u8);
            body = length < 0 ? default : body[(length + 1)..];
            if (line.IsEmpty) continue;
            if (line.SequenceEqual("end"u8)) break;
            var count = line[0] - 32 & 63;
            if (line[0] is < 32 or > 96)
            {
                junk += line.Length;
                continue;
            }

            sink.Write(decoded[..DecodeLine(line[1..], count, decoded)]);
        }

        return new DecodeResult { Bytes = sink.Written, Truncated = sink.Full, Junk = junk, PaddingEndsAt = -1 };
    }

    /// <summary>Finds a "begin MODE NAME" line at the start of a line.</summary>
    public static bool TryFindBegin(ReadOnlySpan<byte> text, int from, out UuencodeBegin begin)
    {
        for (var at = from; ; at++)
        {
            var step = text[at..].IndexOf("begin "u8);
            if (step < 0) break;
            at += step;
            if ((at == 0 || text[at - 1] == '\n') && TryReadBegin(text, at, out begin)) return true;
        }

        begin = default;
        return false;
    }

    private static bool TryReadBegin(ReadOnlySpan<byte> text, int at, out UuencodeBegin begin)
    {
        begin = default;
        var mode = text[(at + 6)..].IndexOfAnyExceptInRange((byte)'0', (byte)'7');
        if (mode is < 3 or > 6 || text[at + 6 + mode] != ' ') return false;
        var nameStart = at + 7 + mode;
        var lineLength = text[nameStart..].IndexOf((byte)'\n');
        if (lineLength <= 0) return false;
        var name = text.Slice(nameStart, lineLength).Trim(" \t\r"u8);
        if (name.IsEmpty || name.Length > 512) return false;
        begin = new UuencodeBegin(at, nameStart + lineLength + 1, CharsetDecoder.Guess(name));
        return true;
    }

    private static int DecodeLine(ReadOnlySpan<byte> text, int count, Span<byte> output)
    {
        var written = 0;
        for (var i = 0; i < text.Length && written < count; i += 4)
        {
            var bits = 0;
            for (var j = 0; j < 4; j++) bits = bits << 6 | (i + j < text.Length ? text[i + j] - 32 & 63 : 0);
            output[written++] = (byte)(bits >> 16);
            if (written < count) output[written++] = (byte)(bits >> 8);
            if (written < count) output[written++] = (byte)bits;
        }

        return written;
    }
}
