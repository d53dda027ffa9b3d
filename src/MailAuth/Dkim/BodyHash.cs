using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Sekisho.MailAuth.Dkim;

/// <summary>
/// Hashes a body in one of the canonical forms (RFC 6376 §3.4.3, §3.4.4) while reading it: unchanged stretches go to the
/// hash as they are, in blocks.
/// </summary>
internal static class BodyHash
{
    /// <summary>Hashes a body.</summary>
    /// <param name="body">Everything behind the header's blank line.</param>
    /// <param name="relaxed">The form: relaxed or simple.</param>
    /// <param name="limit">How many canonical bytes are hashed (l=); null: all.</param>
    public static BodyDigest Compute(ReadOnlySpan<byte> body, bool relaxed, long? limit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sink = new BodySink(hash, limit ?? long.MaxValue);
        try
        {
            var content = body[..ContentEnd(body, relaxed)];
            Write(ref sink, content, relaxed);
            // RFC 6376 §3.4.3: an empty body is one CRLF in simple form; §3.4.4: nothing in relaxed form.
            if (!content.IsEmpty || !relaxed) sink.Write("\r\n"u8);
            sink.Flush();
            return new BodyDigest(hash.GetHashAndReset(), sink.Seen, Math.Min(sink.Seen, limit ?? long.MaxValue));
        }
        finally
        {
            sink.Release();
        }
    }

    /// <summary>Where the last line that is not empty ends, its line end not counted; in relaxed form lines of blanks are empty too.</summary>
    private static int ContentEnd(ReadOnlySpan<byte> body, bool relaxed)
    {
        var end = body.Length;
        while (true)
        {
            if (relaxed) end = body[..end].TrimEnd(" \t"u8).Length;
            if (end == 0 || body[end - 1] != '\n') return end;
            var line = end - 1;
            if (line > 0 && body[line - 1] == '\r') line--;
            // Without blanks taken away, the line before must be empty for this line end to go.
            if (!relaxed && line > 0 && body[line - 1] != '\n') return line;
            end = line;
        }
    }

    private static void Write(ref BodySink sink, ReadOnlySpan<byte> content, bool relaxed)
    {
        var at = 0;
        while (at < content.Length)
        {
            var next = relaxed ? NextChangeRelaxed(content, at) : NextBareLineFeed(content, at);
            sink.Write(content[at..next]);
            if (next >= content.Length) return;
            if (content[next] == '\n')
            {
                sink.Write("\r\n"u8);
                at = next + 1;
                continue;
            }

            // A run of blanks: nothing at the end of a line, one blank elsewhere.
            var end = next;
            while (end < content.Length && content[end] is (byte)' ' or (byte)'\t') end++;
            if (!AtLineEnd(content, end)) sink.Write(" "u8);
            at = end;
        }
    }

    private static bool AtLineEnd(ReadOnlySpan<byte> content, int at) =>
        at >= content.Length || content[at] == '\n' || (content[at] == '\r' && at + 1 < content.Length && content[at + 1] == '\n');

    /// <summary>The next LF without CR before it; the end where there is none.</summary>
    private static int NextBareLineFeed(ReadOnlySpan<byte> content, int from)
    {
        var at = from;
        if (at == 0 && content[0] == '\n') return 0;
        // Each block is compared with the same block one byte earlier.
        at = Math.Max(at, 1);
        var lineFeed = Vector256.Create((byte)'\n');
        var carriageReturn = Vector256.Create((byte)'\r');
        for (; at + Vector256<byte>.Count <= content.Length; at += Vector256<byte>.Count)
        {
            var here = Vector256.Equals(Vector256.Create(content.Slice(at, Vector256<byte>.Count)), lineFeed);
            var before = Vector256.Equals(Vector256.Create(content.Slice(at - 1, Vector256<byte>.Count)), carriageReturn);
            var bits = Vector256.AndNot(here, before).ExtractMostSignificantBits();
            if (bits != 0) return at + System.Numerics.BitOperations.TrailingZeroCount(bits);
        }

        for (; at < content.Length; at++)
        {
            if (content[at] == '\n' && content[at - 1] != '\r') return at;
        }

        return content.Length;
    }

    /// <summary>The next place where the relaxed form may differ: a tab, a blank before a blank or line end, a bare LF.</summary>
    private static int NextChangeRelaxed(ReadOnlySpan<byte> content, int from)
    {
        var at = from;
        // The block test sees a bare LF one byte before it, so the first byte is looked at alone.
        if (Changes(content, at)) return at;
        var blank = Vector256.Create((byte)' ');
        var tab = Vector256.Create((byte)'\t');
        var lineFeed = Vector256.Create((byte)'\n');
        var carriageReturn = Vector256.Create((byte)'\r');
        for (; at + Vector256<byte>.Count < content.Length; at += Vector256<byte>.Count)
        {
            var here = Vector256.Create(content.Slice(at, Vector256<byte>.Count));
            var after = Vector256.Create(content.Slice(at + 1, Vector256<byte>.Count));
            var blankAfter = Vector256.Equals(after, blank) | Vector256.Equals(after, tab) | Vector256.Equals(after, carriageReturn) | Vector256.Equals(after, lineFeed);
            var bareAfter = Vector256.AndNot(Vector256.Equals(after, lineFeed), Vector256.Equals(here, carriageReturn));
            var bits = (Vector256.Equals(here, tab) | (Vector256.Equals(here, blank) & blankAfter) | bareAfter).ExtractMostSignificantBits();
            if (bits == 0) continue;
            var found = at + System.Numerics.BitOperations.TrailingZeroCount(bits);
            return Settle(content, found);
        }

        for (; at < content.Length; at++)
        {
            if (Changes(content, at)) return at;
        }

        return content.Length;
    }

    private static int Settle(ReadOnlySpan<byte> content, int found) => Changes(content, found) ? found : found + 1;

    private static bool Changes(ReadOnlySpan<byte> content, int at) => content[at] switch
    {
        (byte)'\t' => true,
        (byte)' ' => at + 1 >= content.Length || content[at + 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n',
        (byte)'\n' => at == 0 || content[at - 1] != '\r',
        _ => false,
    };
}
