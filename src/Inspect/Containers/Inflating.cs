using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Sekisho.Inspect.Containers;

/// <summary>Unpacks what the base library can, never more than asked for and never with an exception.</summary>
internal static class Inflating
{
    /// <summary>Content up to this length, in bytes, is unpacked once; of longer content the length is found out first.</summary>
    private const int OnceBytes = 4 * 1024 * 1024;

    /// <summary>Raw deflate (RFC 1951).</summary>
    /// <param name="packed">The data.</param>
    /// <param name="maxBytes">How much is unpacked of it at most.</param>
    /// <param name="work">Told of work that gives nothing; false ends it.</param>
    public static byte[] Deflate(ReadOnlyMemory<byte> packed, long maxBytes, Func<long, bool>? work = null) => Read(source => new DeflateStream(source, CompressionMode.Decompress), packed, maxBytes, work);

    /// <summary>Deflate in zlib form (RFC 1950).</summary>
    /// <inheritdoc cref="Deflate"/>
    public static byte[] Zlib(ReadOnlyMemory<byte> packed, long maxBytes, Func<long, bool>? work = null) => Read(source => new ZLibStream(source, CompressionMode.Decompress), packed, maxBytes, work);

    /// <summary>Deflate in gzip form (RFC 1952), all its members one behind the other.</summary>
    /// <inheritdoc cref="Deflate"/>
    public static byte[] Gzip(ReadOnlyMemory<byte> packed, long maxBytes, Func<long, bool>? work = null) => Read(source => new GZipStream(source, CompressionMode.Decompress), packed, maxBytes, work);

    private static Stream StreamOf(ReadOnlyMemory<byte> bytes, Func<long, bool>? work) => work is null ? StreamOf(bytes) : new ChargedStream(bytes, work);

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Long content is unpacked twice, first to count it: then it lies in memory once, and a bomb costs no more than what it may unpack to.</summary>
    private static byte[] Read(Func<Stream, Stream> open, ReadOnlyMemory<byte> packed, long maxBytes, Func<long, bool>? work)
    {
        // Rented, so that a bomb within a bomb does not leave a trail of grown buffers behind it.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(maxBytes, 1, OutputGrowth.FirstBytes));
        long total;
        var source = StreamOf(packed, work);
        using (var stream = open(source))
        {
            var once = (int)Math.Min(maxBytes, OnceBytes);
            var filled = Fill(stream, source, buffer.AsSpan(0, Math.Min(buffer.Length, once)));
            while (filled == buffer.Length && filled < once)
            {
                buffer = Grow(buffer);
                filled += Fill(stream, source, buffer.AsSpan(filled, Math.Min(buffer.Length, once) - filled));
            }

            var isAll = filled < once || filled == maxBytes;
            total = isAll ? filled : filled + Count(stream, source, buffer, maxBytes - filled);
            var output = isAll ? buffer.AsSpan(0, filled).ToArray() : null;
            ArrayPool<byte>.Shared.Return(buffer);
            if (output is not null) return output;
        }

        // Charged for once.
        using var again = open(StreamOf(packed));
        var whole = new byte[Math.Min(total, Array.MaxLength)];
        Fill(again, null, whole);
        return whole;
    }

    /// <summary>Reads until the span is full, the stream ends or is damaged: what came before the damage is still looked at.</summary>
    private static int Fill(Stream stream, Stream? source, Span<byte> span)
    {
        var filled = 0;
        try
        {
            while (filled < span.Length)
            {
                var read = stream.Read(span[filled..]);
                if (read == 0) break;
                filled += read;
                (source as ChargedStream)?.NoteUnpacked(read);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // The same bytes come before it each time.
        }

        return filled;
    }

    private static long Count(Stream stream, Stream source, byte[] scratch, long maxBytes)
    {
        long count = 0;
        for (int filled, asked; count < maxBytes; count += filled)
        {
            asked = (int)Math.Min(scratch.Length, maxBytes - count);
            filled = Fill(stream, source, scratch.AsSpan(0, asked));
            if (filled < asked) return count + filled;
        }

        return count;
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, buffer.Length * 2L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
