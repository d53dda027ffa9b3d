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
    public static byte[] Deflate(ReadOnlyMemory<byte> packed, long maxBytes) => Read(() => new DeflateStream(StreamOf(packed), CompressionMode.Decompress), maxBytes);

    /// <summary>Deflate in zlib form (RFC 1950).</summary>
    public static byte[] Zlib(ReadOnlyMemory<byte> packed, long maxBytes) => Read(() => new ZLibStream(StreamOf(packed), CompressionMode.Decompress), maxBytes);

    /// <summary>Deflate in gzip form (RFC 1952), all its members one behind the other.</summary>
    public static byte[] Gzip(ReadOnlyMemory<byte> packed, long maxBytes) => Read(() => new GZipStream(StreamOf(packed), CompressionMode.Decompress), maxBytes);

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Long content is unpacked twice, first to count it: then it lies in memory once, and a bomb costs no more than what it may unpack to.</summary>
    private static byte[] Read(Func<Stream> open, long maxBytes)
    {
        // Rented, so that a bomb within a bomb does not leave a trail of grown buffers behind it.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(maxBytes, 1, OutputGrowth.FirstBytes));
        long total;
        using (var stream = open())
        {
            var once = (int)Math.Min(maxBytes, OnceBytes);
            var filled = Fill(stream, buffer, once);
            while (filled == buffer.Length && filled < once)
            {
                buffer = Grow(buffer);
                filled += Fill(stream, buffer.AsSpan(filled, Math.Min(buffer.Length, once) - filled));
            }

            var isAll = filled < once || filled == maxBytes;
            total = isAll ? filled : filled + Count(stream, buffer, maxBytes - filled);
            var output = isAll ? buffer.AsSpan(0, filled).ToArray() : null;
            ArrayPool<byte>.Shared.Return(buffer);
            if (output is not null) return output;
        }

        using var again = open();
        var whole = new byte[Math.Min(total, Array.MaxLength)];
        Fill(again, whole);
        return whole;
    }

    private static int Fill(Stream stream, byte[] buffer, int upTo) => Fill(stream, buffer.AsSpan(0, Math.Min(buffer.Length, upTo)));

    /// <summary>Reads until the span is full, the stream ends or is damaged: what came before the damage is still looked at.</summary>
    private static int Fill(Stream stream, Span<byte> span)
    {
        var filled = 0;
        try
        {
            while (filled < span.Length)
            {
                var read = stream.Read(span[filled..]);
                if (read == 0) break;
                filled += read;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // The same bytes come before it each time.
        }

        return filled;
    }

    private static long Count(Stream stream, byte[] scratch, long maxBytes)
    {
        long count = 0;
        for (int filled, asked; count < maxBytes; count += filled)
        {
            asked = (int)Math.Min(scratch.Length, maxBytes - count);
            filled = Fill(stream, scratch.AsSpan(0, asked));
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
