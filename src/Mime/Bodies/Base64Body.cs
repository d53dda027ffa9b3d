using System.Buffers;
using System.Buffers.Text;

namespace Sekisho.Mime;

/// <summary>
/// Base64 bodies (RFC 2045 §6.8), read as the most lenient clients do: bytes outside the alphabet are skipped, data
/// behind padding is read on, missing padding is completed. So whatever a client could open is in the result.
/// </summary>
internal static class Base64Body
{
    private const int ChunkBytes = 48 * 1024;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);
    private static readonly SearchValues<byte> AlphabetAndBlanks = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\r\n\t "u8);

    /// <summary>Decodes a body.</summary>
    public static DecodeResult Decode(ReadOnlySpan<byte> body, ref BodySink sink)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var decoded = ArrayPool<byte>.Shared.Rent(ChunkBytes / 4 * 3);
        var filled = 0;
        long junk = 0, paddingEnd = -1, continues = -1;
        var at = DecodeLines(body, buffer, decoded, ref sink);
        while (at < body.Length && !sink.Full)
        {
            // Whole runs of the alphabet go over at once; line ends and the rest are looked at one by one.
            var run = body[at..].IndexOfAnyExcept(Alphabet);
            if (run < 0) run = body.Length - at;
            if (run > 0 && paddingEnd >= 0 && continues < 0) continues = paddingEnd;
            for (var left = run; left > 0;)
            {
                var step = Math.Min(left, ChunkBytes - filled);
                body.Slice(at, step).CopyTo(buffer.AsSpan(filled));
                at += step;
                left -= step;
                filled += step;
                if (filled == ChunkBytes) filled = Flush(buffer, filled, decoded, ref sink);
            }

            if (at >= body.Length) break;
            var c = body[at++];
            if (c is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t') continue;
            if (c != '=')
            {
                junk++;
                continue;
            }

            if (filled % 4 != 0)
            {
                junk += Finish(buffer, filled, decoded, ref sink);
                filled = 0;
                if (paddingEnd < 0) paddingEnd = sink.Written;
            }
            else if (paddingEnd < 0)
            {
                junk++;
            }
        }

        junk += Finish(buffer, filled, decoded, ref sink);
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<byte>.Shared.Return(decoded);
        return new DecodeResult { Bytes = sink.Written, Truncated = sink.Full, Junk = junk, PaddingEndsAt = continues };
    }

    /// <summary>The fast way for bodies as they should be: whole lines of the alphabet, gathered and decoded together.</summary>
    /// <returns>How far it came; the careful way goes on from there, at the beginning of a line and of a quartet.</returns>
    private static int DecodeLines(ReadOnlySpan<byte> body, byte[] buffer, byte[] decoded, ref BodySink sink)
    {
        var done = 0;
        while (!sink.Full)
        {
            var at = done;
            var filled = 0;
            while (true)
            {
                var length = body[at..].IndexOf((byte)'\n');
                if (length < 0) break;
                var line = body.Slice(at, length);
                if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
                if (line.Length > ChunkBytes - filled || !line.IsEmpty && line[^1] == '=') break;
                line.CopyTo(buffer.AsSpan(filled));
                filled += line.Length;
                at += length + 1;
            }

            if (filled == 0 || Base64.DecodeFromUtf8(buffer.AsSpan(0, filled), decoded, out _, out var written) != OperationStatus.Done) return done;
            // Padding behind which only blanks follow is accepted by the framework; what it means is decided below.
            if (buffer.AsSpan(0, filled).IndexOf((byte)'=') >= 0) return done;
            sink.Write(decoded.AsSpan(0, written));
            done = at;
        }

        return done;
    }

    /// <summary>Decodes into a room at least as large as the text.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int DecodeTo(ReadOnlySpan<byte> text, Span<byte> output)
    {
        if (text.Length % 4 == 0 && Base64.DecodeFromUtf8(text, output, out _, out var written) == OperationStatus.Done) return written;
        var sink = new BodySink(output);
        Decode(text, ref sink);
        return (int)sink.Written;
    }

    /// <summary>Finds what readers differ about, without decoding.</summary>
    public static Base64Findings Check(ReadOnlySpan<byte> body)
    {
        var junk = -1;
        var at = 0;
        var seen = 0L;
        while (true)
        {
            var step = body[at..].IndexOfAnyExcept(AlphabetAndBlanks);
            if (step < 0) return new Base64Findings(junk, -1, (CountAlphabet(body) & 3) != 0);
            at += step;
            if (body[at] == '=') break;
            if (junk < 0) junk = at;
            at++;
        }

        // A padding: it must complete a quartet, and only blanks and more padding may follow.
        seen = CountAlphabet(body[..at]) & 3;
        var padding = at;
        var equals = 0;
        while (at < body.Length && body[at] is (byte)'=' or (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t')
        {
            if (body[at] == '=') equals++;
            at++;
        }

        var missing = seen is 2 or 3 && seen + equals < 4;
        if (junk < 0 && (seen < 2 || seen + equals > 4)) junk = padding;
        var after = at < body.Length && body[at..].IndexOfAny(Alphabet) is >= 0 and var next ? at + next : -1;
        if (junk < 0 && after < 0 && at < body.Length) junk = at;
        return new Base64Findings(junk, after, missing);
    }

    private static long CountAlphabet(ReadOnlySpan<byte> body)
    {
        long count = body.Length - body.Count((byte)'\n') - body.Count((byte)'\r');
        if (body.IndexOfAny((byte)' ', (byte)'\t') >= 0) count -= body.Count((byte)' ') + body.Count((byte)'\t');
        return count;
    }

    private static int Flush(byte[] buffer, int filled, byte[] decoded, ref BodySink sink)
    {
        // ChunkBytes is a multiple of four, so a full buffer holds whole quartets. Decoding in place would not be vectorised.
        Base64.DecodeFromUtf8(buffer.AsSpan(0, filled), decoded, out _, out var written);
        sink.Write(decoded.AsSpan(0, written));
        return 0;
    }

    /// <summary>Decodes what is left, completing the last quartet.</summary>
    /// <returns>1 where a single character was left, which holds no whole byte.</returns>
    private static int Finish(byte[] buffer, int filled, byte[] decoded, ref BodySink sink)
    {
        var rest = filled % 4;
        var whole = filled - rest;
        if (whole > 0) Flush(buffer, whole, decoded, ref sink);
        if (rest < 2) return rest;
        var bits = Base64Alphabet.ValueOf(buffer[whole]) << 18 | Base64Alphabet.ValueOf(buffer[whole + 1]) << 12 | (rest == 3 ? Base64Alphabet.ValueOf(buffer[whole + 2]) << 6 : 0);
        ReadOnlySpan<byte> tail = [(byte)(bits >> 16), (byte)(bits >> 8)];
        sink.Write(tail[..(rest - 1)]);
        return 0;
    }
}
