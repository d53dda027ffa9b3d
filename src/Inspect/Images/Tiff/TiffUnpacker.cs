using System.IO.Compression;

namespace Sekisho.Inspect.Images.Tiff;

/// <summary>Undoes the packings of bytes in TIFF files: none, PackBits (TIFF 6.0 §9), LZW (§13), Deflate. What is damaged gives what came before.</summary>
internal static class TiffUnpacker
{
    public const int None = 1, FaxLengths = 2, Group3 = 3, Group4 = 4, Lzw = 5, OldJpeg = 6, Jpeg = 7, Deflate = 8, PackBits = 32773, OldDeflate = 32946;

    private const int MaxCodes = 4096, Clear = 256, End = 257;

    /// <summary>Unpacks into a buffer and gives how many bytes there are.</summary>
    public static int Unpack(int packing, ReadOnlyMemory<byte> packed, Span<byte> output)
    {
        switch (packing)
        {
            case None:
                var count = Math.Min(packed.Length, output.Length);
                packed.Span[..count].CopyTo(output);
                return count;
            case PackBits: return UnpackBits(packed.Span, output);
            case Lzw: return UnpackLzw(packed.Span, output);
            case Deflate or OldDeflate: return Inflate(packed, output);
            default: return 0;
        }
    }

    private static int UnpackBits(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        var filled = 0;
        for (var at = 0; at + 1 < packed.Length && filled < output.Length;)
        {
            int head = (sbyte)packed[at++];
            if (head == -128) continue;
            var count = Math.Min((head < 0 ? -head : head) + 1, output.Length - filled);
            if (head < 0) output.Slice(filled, count).Fill(packed[at++]);
            else
            {
                count = Math.Min(count, packed.Length - at);
                packed.Slice(at, count).CopyTo(output[filled..]);
                at += head + 1;
            }

            filled += count;
        }

        return filled;
    }

    private static int UnpackLzw(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        // Old writers put the lowest bit first and grow a code later; they are told by their first code.
        var isOld = packed.Length > 1 && packed[0] == 0 && (packed[1] & 1) != 0;
        var starts = new int[MaxCodes];
        var lengths = new int[MaxCodes];
        int next = End + 1, width = 9, filled = 0, before = -1, beforeLength = 0, bits = 0;
        uint buffer = 0;
        for (var at = 0; ;)
        {
            while (bits < width)
            {
                if (at >= packed.Length) return filled;
                buffer = isOld ? buffer | (uint)packed[at++] << bits : buffer << 8 | packed[at++];
                bits += 8;
            }

            var code = (int)((isOld ? buffer : buffer >> (bits - width)) & ((1u << width) - 1));
            if (isOld) buffer >>= width;
            bits -= width;
            if (code == End || filled >= output.Length) return filled;
            if (code == Clear)
            {
                (next, width, before) = (End + 1, 9, -1);
                continue;
            }

            // Every word of the table stands in the output already: what came before, and one byte more.
            if (before >= 0 && next < MaxCodes) (starts[next], lengths[next++]) = (before, beforeLength + 1);
            if (code >= next) return filled;
            int start = filled, length = code < 256 ? 1 : lengths[code];
            for (var i = 0; i < length && filled < output.Length; i++) output[filled++] = code < 256 ? (byte)code : output[starts[code] + i];
            (before, beforeLength) = (start, length);
            if (next + (isOld ? 0 : 1) >= 1 << width && width < 12) width++;
        }
    }

    private static int Inflate(ReadOnlyMemory<byte> packed, Span<byte> output)
    {
        var filled = 0;
        try
        {
            using var source = new MemoryStream(packed.ToArray(), writable: false);
            using var inflating = new ZLibStream(source, CompressionMode.Decompress);
            while (filled < output.Length && inflating.Read(output[filled..]) is > 0 and var read) filled += read;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // What came before the damage is still looked at.
        }

        return filled;
    }
}
