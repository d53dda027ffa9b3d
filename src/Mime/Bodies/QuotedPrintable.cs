using System.Buffers;

namespace Sekisho.Mime;

/// <summary>Quoted-printable bodies (RFC 2045 §6.7) and the Q encoding of RFC 2047 §4.2.</summary>
internal static class QuotedPrintable
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>Decodes a body. A broken escape stays as it is and is counted as junk.</summary>
    public static DecodeResult Decode(ReadOnlySpan<byte> body, ref BodySink sink)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var filled = 0;
        long junk = 0;
        var at = 0;
        while (at < body.Length && !sink.Full)
        {
            var length = body[at..].IndexOf((byte)'\n');
            var next = length < 0 ? body.Length : at + length + 1;
            var lineEnd = length < 0 ? next : next - 1;
            if (lineEnd > at && body[lineEnd - 1] == '\r' && length >= 0) lineEnd--;
            // RFC 2045 §6.7 rule 3: blanks at the end of a line were added on the way.
            var text = body[at..lineEnd].TrimEnd(" \t"u8);
            var soft = !text.IsEmpty && text[^1] == '=';
            if (soft) text = text[..^1];
            junk += DecodeLine(text, buffer, ref filled, ref sink);
            if (!soft) Add(body[lineEnd..next], buffer, ref filled, ref sink);
            at = next;
        }

        sink.Write(buffer.AsSpan(0, filled));
        ArrayPool<byte>.Shared.Return(buffer);
        return new DecodeResult { Bytes = sink.Written, Truncated = sink.Full, Junk = junk, PaddingEndsAt = -1 };
    }

    /// <summary>Decodes the text of an encoded word into a room at least as large.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int DecodeWord(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (byte)'\r' or (byte)'\n')
            {
                // A fold inside the word, which RFC 2047 §2 forbids: it and its blanks are no text.
                while (i + 1 < text.Length && text[i + 1] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t') i++;
                continue;
            }

            if (c == '_') c = (byte)' ';
            else if (c == '=' && i + 2 < text.Length && Hex.Pair(text[i + 1], text[i + 2]) is >= 0 and var code)
            {
                c = (byte)code;
                i += 2;
            }

            output[written++] = c;
        }

        return written;
    }

    /// <summary>Finds the first equals sign that is neither an escape nor a soft line break, or -1.</summary>
    public static int IndexOfBadEscape(ReadOnlySpan<byte> body)
    {
        for (var at = 0; ; at++)
        {
            var step = body[at..].IndexOf((byte)'=');
            if (step < 0) return -1;
            at += step;
            if (at + 2 < body.Length && Hex.Pair(body[at + 1], body[at + 2]) >= 0)
            {
                at += 2;
                continue;
            }

            var rest = body[(at + 1)..];
            var text = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
            if (text < 0) continue;
            if (rest[text] != '\n' && (rest[text] != '\r' || text + 1 < rest.Length && rest[text + 1] != '\n')) return at;
        }
    }

    private static int DecodeLine(ReadOnlySpan<byte> text, byte[] buffer, ref int filled, ref BodySink sink)
    {
        var junk = 0;
        while (true)
        {
            var run = text.IndexOf((byte)'=');
            if (run < 0) break;
            if (run > 0) Add(text[..run], buffer, ref filled, ref sink);
            text = text[run..];
            if (text.Length >= 3 && Hex.Pair(text[1], text[2]) is >= 0 and var code)
            {
                if (filled == ChunkBytes) Flush(buffer, ref filled, ref sink);
                buffer[filled++] = (byte)code;
                text = text[3..];
                continue;
            }

            junk++;
            Add(text[..1], buffer, ref filled, ref sink);
            text = text[1..];
        }

        Add(text, buffer, ref filled, ref sink);
        return junk;
    }

    private static void Add(ReadOnlySpan<byte> bytes, byte[] buffer, ref int filled, ref BodySink sink)
    {
        if (bytes.Length > ChunkBytes - filled)
        {
            Flush(buffer, ref filled, ref sink);
            if (bytes.Length > ChunkBytes)
            {
                sink.Write(bytes);
                return;
            }
        }

        bytes.CopyTo(buffer.AsSpan(filled));
        filled += bytes.Length;
    }

    private static void Flush(byte[] buffer, ref int filled, ref BodySink sink)
    {
        sink.Write(buffer.AsSpan(0, filled));
        filled = 0;
    }
}
