using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Sekisho.Inspect.Containers;

/// <summary>Unpacks what the base library can, never more than asked for and never with an exception.</summary>
internal static class Inflating
{
    /// <summary>Raw deflate (RFC 1951).</summary>
    public static byte[] Deflate(ReadOnlyMemory<byte> packed, long maxBytes) => Read(new DeflateStream(StreamOf(packed), CompressionMode.Decompress), maxBytes);

    /// <summary>Deflate in zlib form (RFC 1950).</summary>
    public static byte[] Zlib(ReadOnlyMemory<byte> packed, long maxBytes) => Read(new ZLibStream(StreamOf(packed), CompressionMode.Decompress), maxBytes);

    /// <summary>Deflate in gzip form (RFC 1952), all its members one behind the other.</summary>
    public static byte[] Gzip(ReadOnlyMemory<byte> packed, long maxBytes) => Read(new GZipStream(StreamOf(packed), CompressionMode.Decompress), maxBytes);

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static byte[] Read(Stream stream, long maxBytes)
    {
        using (stream)
        {
            // Rented, so that a bomb within a bomb does not leave a trail of grown buffers behind it.
            var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(maxBytes, 1, 64 * 1024));
            var filled = 0;
            try
            {
                while (filled < maxBytes)
                {
                    if (filled == buffer.Length) buffer = Grow(buffer);
                    var read = stream.Read(buffer, filled, (int)Math.Min(buffer.Length - filled, maxBytes - filled));
                    if (read == 0) break;
                    filled += read;
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException)
            {
                // What came before the damage is still looked at.
            }

            var output = buffer.AsSpan(0, filled).ToArray();
            ArrayPool<byte>.Shared.Return(buffer);
            return output;
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, buffer.Length * 2L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
