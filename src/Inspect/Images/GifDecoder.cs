using System.Buffers.Binary;

namespace Sekisho.Inspect.Images;

/// <summary>Decodes the first frames of GIF pictures (GIF89a), interlaced or not, transparency onto what was there before, white at first.</summary>
internal static class GifDecoder
{
    /// <summary>Most frames looked at: a code may come after an empty first one.</summary>
    private const int MaxFrames = 3;

    private const int MaxCodes = 4096;

    /// <summary>The first frames as they show.</summary>
    public static List<GrayImage> Decode(ReadOnlySpan<byte> bytes, ImageBudget budget)
    {
        var frames = new List<GrayImage>();
        if (bytes.Length < 13) return frames;
        int width = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), height = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (!budget.TakePixels(width, height)) return frames;
        var canvas = GrayImage.White(width, height);
        var at = 13;
        var shared = ReadColours(bytes, bytes[10], ref at);
        var clear = -1;
        while (at < bytes.Length && frames.Count < MaxFrames && budget.IsInTime())
        {
            switch (bytes[at++])
            {
                case 0x21:
                    if (at + 5 < bytes.Length && bytes[at] == 0xF9) clear = (bytes[at + 2] & 1) != 0 ? bytes[at + 5] : -1;
                    at = SkipBlocks(bytes, at + 1);
                    break;
                case 0x2C when at + 9 < bytes.Length:
                    var frame = bytes.Slice(at, 9);
                    at += 9;
                    var colours = ReadColours(bytes, frame[8], ref at) is { Length: > 0 } own ? own : shared;
                    if (at >= bytes.Length || frames.Count > 0 && !budget.TakePixels(width, height)) return frames;
                    if (frames.Count > 0) canvas = canvas with { Pixels = [.. canvas.Pixels] };
                    Draw(canvas, frame, Unpack(bytes, ref at, frame, canvas.Pixels.Length), colours, clear);
                    frames.Add(canvas);
                    clear = -1;
                    break;
                default: return frames;
            }
        }

        return frames;
    }

    private static byte[] ReadColours(ReadOnlySpan<byte> bytes, int flags, ref int at)
    {
        if ((flags & 0x80) == 0) return [];
        var count = 2 << (flags & 7);
        var colours = new byte[count];
        for (var i = 0; i < count && at + 3 <= bytes.Length; i++, at += 3) colours[i] = GrayImage.Luma(bytes[at], bytes[at + 1], bytes[at + 2]);
        return colours;
    }

    private static int SkipBlocks(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] != 0) at += bytes[at] + 1;
        return at + 1;
    }

    /// <summary>Undoes the packing of a frame: words of a table that grows while it is read.</summary>
    private static byte[] Unpack(ReadOnlySpan<byte> bytes, ref int at, ReadOnlySpan<byte> frame, int maxPixels)
    {
        // A frame larger than the picture is no honest one, and would cost what nobody has charged.
        var size = (long)BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]) * BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]);
        var output = new byte[size <= maxPixels ? size : 0];
        var minimum = Math.Clamp((int)bytes[at++], 1, 11);
        var data = new List<byte>();
        for (; at < bytes.Length && bytes[at] != 0; at += bytes[at] + 1) data.AddRange(bytes.Slice(at + 1, Math.Min((int)bytes[at], bytes.Length - at - 1)));
        at++;
        int clear = 1 << minimum, end = clear + 1, next = clear + 2, width = minimum + 1, previous = -1, buffer = 0, bits = 0, filled = 0;
        var prefix = new int[MaxCodes];
        var suffix = new byte[MaxCodes];
        var lengths = new int[MaxCodes];
        for (var i = 0; i < clear; i++) (prefix[i], suffix[i], lengths[i]) = (-1, (byte)i, 1);
        foreach (var value in data)
        {
            buffer |= value << bits;
            bits += 8;
            while (bits >= width)
            {
                var code = buffer & ((1 << width) - 1);
                buffer >>= width;
                bits -= width;
                if (code == end || filled >= output.Length) return output;
                if (code == clear)
                {
                    (next, width, previous) = (clear + 2, minimum + 1, -1);
                    continue;
                }

                if (code > next || code == next && previous < 0) return output;
                if (previous >= 0 && next < MaxCodes)
                {
                    (prefix[next], lengths[next]) = (previous, lengths[previous] + 1);
                    suffix[next] = FirstOf(code == next ? previous : code, prefix, suffix);
                    next++;
                    if (next == 1 << width && width < 12) width++;
                }

                if (code >= next) return output;
                for (int word = code, to = filled + lengths[code] - 1; word >= 0; word = prefix[word], to--)
                    if (to < output.Length)
                        output[to] = suffix[word];
                filled = Math.Min(output.Length, filled + lengths[code]);
                previous = code;
            }
        }

        return output;
    }

    private static byte FirstOf(int code, int[] prefix, byte[] suffix)
    {
        while (prefix[code] >= 0) code = prefix[code];
        return suffix[code];
    }

    private static void Draw(GrayImage canvas, ReadOnlySpan<byte> frame, byte[] indices, byte[] colours, int clear)
    {
        int left = BinaryPrimitives.ReadUInt16LittleEndian(frame), top = BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]), height = BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]);
        var isInterlaced = (frame[8] & 0x40) != 0;
        for (var i = 0; i < height && (i + 1) * width <= indices.Length; i++)
        {
            var y = top + (isInterlaced ? RowOf(i, height) : i);
            if (y >= canvas.Height) continue;
            for (var x = 0; x < width && left + x < canvas.Width; x++)
            {
                int index = indices[(i * width) + x];
                if (index != clear) canvas.Pixels[(y * canvas.Width) + left + x] = index < colours.Length ? colours[index] : (byte)index;
            }
        }
    }

    /// <summary>The row that the i-th one of an interlaced frame is: every eighth, the ones between, every second, the rest.</summary>
    private static int RowOf(int i, int height)
    {
        foreach (var (start, step) in ((int, int)[])[(0, 8), (4, 8), (2, 4), (1, 2)])
        {
            var rows = (height - start + step - 1) / step;
            if (i < rows) return start + (i * step);
            i -= Math.Max(0, rows);
        }

        return height;
    }
}
