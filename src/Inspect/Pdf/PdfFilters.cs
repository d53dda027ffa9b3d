using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Pdf;

/// <summary>Unpacks streams (ISO 32000-2 §7.4): Flate, LZW, ASCIIHex, ASCII85, RunLength, with predictors. Pictures' own filters end the chain.</summary>
internal static class PdfFilters
{
    /// <summary>Most filters one behind the other. Stops "FlateDecode" a thousand times.</summary>
    private const int MaxFilters = 8;

    /// <summary>The unpacked stream, at most so many bytes; null where a filter is none of these.</summary>
    /// <param name="data">The stream.</param>
    /// <param name="filters">Its filters.</param>
    /// <param name="settings">Their settings.</param>
    /// <param name="maxBytes">How many bytes.</param>
    /// <param name="work">Told of work that gives nothing; false ends it.</param>
    public static ReadOnlyMemory<byte>? Unpack(ReadOnlyMemory<byte> data, IReadOnlyList<string> filters, IReadOnlyList<PdfValue> settings, long maxBytes, Func<long, bool>? work = null)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            if (i == MaxFilters) return null;
            var setting = i < settings.Count ? settings[i] : PdfValue.None;
            switch (filters[i])
            {
                case "FlateDecode" or "Fl": data = Predict(Flate(data, maxBytes, work), setting); break;
                case "LZWDecode" or "LZW": data = Predict(Lzw(data.Span, setting["EarlyChange"].Number != 0, maxBytes), setting); break;
                case "ASCIIHexDecode" or "AHx": data = Hex(data.Span); break;
                case "ASCII85Decode" or "A85": data = Ascii85(data.Span); break;
                case "RunLengthDecode" or "RL": data = RunLength(data.Span, maxBytes); break;
                case "Crypt": break;
                default: return null;
            }
        }

        return data;
    }

    private static byte[] Flate(ReadOnlyMemory<byte> data, long maxBytes, Func<long, bool>? work)
    {
        // Blanks that belong to the line end of "stream" are a common damage; so is a broken checksum, which ends nothing here.
        while (data.Length > 0 && data.Span[0] is 10 or 13) data = data[1..];
        var unpacked = Inflating.Zlib(data, maxBytes, work);
        return unpacked.Length == 0 && data.Length > 2 ? Inflating.Deflate(data[2..], maxBytes, work) : unpacked;
    }

    private static byte[] Lzw(ReadOnlySpan<byte> data, bool early, long maxBytes)
    {
        const int clear = 256, end = 257;
        var output = new List<byte>();
        var starts = new int[4097];
        var lengths = new int[4097];
        int next = 258, width = 9, previousStart = -1, previousLength = 0, buffer = 0, bits = 0;
        foreach (var value in data)
        {
            buffer = (buffer << 8 | value) & 0xFFFFFF;
            bits += 8;
            if (bits < width) continue;
            bits -= width;
            var code = buffer >> bits & ((1 << width) - 1);
            if (code == end || output.Count >= maxBytes) break;
            if (code == clear)
            {
                (next, width, previousStart) = (258, 9, -1);
                continue;
            }

            var start = output.Count;
            if (code < 256) output.Add((byte)code);
            else if (code < next) Copy(output, starts[code], lengths[code]);
            else if (code == next && previousStart >= 0) Copy(output, previousStart, previousLength + 1);
            else break;

            // A word is what the previous code gave and one byte more: it stands in the output already.
            if (previousStart >= 0 && next < 4096) (starts[next], lengths[next++]) = (previousStart, previousLength + 1);
            (previousStart, previousLength) = (start, output.Count - start);
            width = Math.Clamp(32 - int.LeadingZeroCount(next - 1 + (early ? 1 : 0)), 9, 12);
        }

        return [.. output];
    }

    private static void Copy(List<byte> output, int start, int length)
    {
        for (var i = 0; i < length; i++) output.Add(output[start + i]);
    }

    private static byte[] Hex(ReadOnlySpan<byte> data)
    {
        var lexer = new PdfLexer([(byte)'<', .. data, (byte)'>']);
        return lexer.Read().Text ?? [];
    }

    private static byte[] Ascii85(ReadOnlySpan<byte> data)
    {
        var output = new List<byte>(data.Length);
        uint value = 0;
        var count = 0;
        foreach (var digit in data)
        {
            if (digit == '~') break;
            if (digit == 'z' && count == 0)
            {
                output.AddRange([0, 0, 0, 0]);
                continue;
            }

            if (digit is < (byte)'!' or > (byte)'u') continue;
            value = unchecked((value * 85) + (uint)(digit - '!'));
            if (++count < 5) continue;
            output.AddRange([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
            (value, count) = (0, 0);
        }

        if (count < 2) return [.. output];
        for (var i = count; i < 5; i++) value = unchecked((value * 85) + 84);
        for (var i = 0; i < count - 1; i++) output.Add((byte)(value >> (24 - (8 * i))));
        return [.. output];
    }

    private static byte[] RunLength(ReadOnlySpan<byte> data, long maxBytes)
    {
        var output = new List<byte>();
        for (var at = 0; at < data.Length && data[at] != 128 && output.Count < maxBytes;)
        {
            int length = data[at++];
            if (length < 128)
            {
                var run = data.Slice(at, Math.Min(length + 1, data.Length - at));
                foreach (var value in run) output.Add(value);
                at += run.Length;
            }
            else if (at < data.Length)
            {
                for (var i = 0; i < 257 - length; i++) output.Add(data[at]);
                at++;
            }
        }

        return [.. output];
    }

    /// <summary>PNG predictors (10 and more), and that of TIFF (2) for channels of a byte.</summary>
    private static byte[] Predict(byte[] data, PdfValue setting)
    {
        if (setting["Predictor"].Number == 2) return PredictFlat(data, setting);
        if ((setting["Predictor"].Number ?? 1) < 10) return data;
        var colours = Math.Clamp(setting["Colors"].Number ?? 1, 1, 32);
        var bits = Math.Clamp(setting["BitsPerComponent"].Number ?? 8, 1, 16);
        var columns = Math.Clamp(setting["Columns"].Number ?? 1, 1, 1_000_000);
        var pixel = (int)Math.Max(1, colours * bits / 8);
        var row = (int)Math.Min(int.MaxValue / 2, ((columns * colours * bits) + 7) / 8);
        var output = new byte[data.Length];
        var filled = 0;
        var before = new byte[row];
        for (var at = 0; at < data.Length; at += row + 1)
        {
            var line = new byte[row];
            data.AsSpan(at + 1, Math.Min(row, data.Length - at - 1)).CopyTo(line);
            for (var i = 0; i < row; i++)
            {
                int left = i >= pixel ? line[i - pixel] : 0, up = before[i], corner = i >= pixel ? before[i - pixel] : 0;
                line[i] += data[at] switch { 1 => (byte)left, 2 => (byte)up, 3 => (byte)((left + up) / 2), 4 => Paeth(left, up, corner), _ => 0 };
            }

            var length = Math.Min(row, data.Length - at - 1);
            line.AsSpan(0, length).CopyTo(output.AsSpan(filled));
            filled += length;
            before = line;
        }

        return output[..filled];
    }

    private static byte[] PredictFlat(byte[] data, PdfValue setting)
    {
        if ((setting["BitsPerComponent"].Number ?? 8) != 8) return data;
        var pixel = (int)Math.Clamp(setting["Colors"].Number ?? 1, 1, 32);
        var row = (int)Math.Clamp(setting["Columns"].Number ?? 1, 1, 1_000_000) * pixel;
        for (var i = 0; i < data.Length; i++)
            if (i % row >= pixel)
                data[i] += data[i - pixel];
        return data;
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return (byte)(toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
    }
}
