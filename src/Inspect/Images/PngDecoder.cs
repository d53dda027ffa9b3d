using System.Buffers.Binary;
using System.IO.Compression;

namespace Sekisho.Inspect.Images;

/// <summary>Decodes PNG (ISO/IEC 15948): all colour types and depths, interlaced or not, transparency onto white. Checksums are not looked at; what is missing stays white.</summary>
internal static class PngDecoder
{
    private const int Gray = 0, Rgb = 2, Palette = 3, GrayAlpha = 4, Rgba = 6;

    /// <summary>The seven passes of an interlaced picture: first column and row, and the distances (§8.2).</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Decodes one; null where there is none or it is too large.</summary>
    public static GrayImage? Decode(ReadOnlyMemory<byte> content, ImageBudget budget)
    {
        if (ReadHeader(content.Span) is not { } header || !budget.TakePixels(header.Width, header.Height)) return null;
        var data = Collect(content.Span, header);
        var image = Fill(header, data, 255, budget);
        if (!header.HasAlpha) return image;

        // White on nothing is made for a dark page: it shows on black only.
        var (low, high) = image.Range();
        return high - low < 16 ? Fill(header, data, 0, budget) : image;
    }

    private static PngHeader? ReadHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33 || !bytes[12..].StartsWith("IHDR"u8)) return null;
        uint width = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), height = BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]);
        int depth = bytes[24], type = bytes[25];
        if (width is 0 or > 1_000_000 || height is 0 or > 1_000_000 || depth is not (1 or 2 or 4 or 8 or 16)) return null;
        if (type is not (Gray or Rgb or Palette or GrayAlpha or Rgba) || depth < 8 && type is not (Gray or Palette) || depth == 16 && type == Palette) return null;
        return new PngHeader((int)width, (int)height, depth, type, bytes[28] == 1) { HasAlpha = type is GrayAlpha or Rgba };
    }

    /// <summary>The packed pixels in one piece, and the palette into the header.</summary>
    private static MemoryStream Collect(ReadOnlySpan<byte> bytes, PngHeader header)
    {
        var data = new MemoryStream();
        for (var at = 8; at + 8 <= bytes.Length;)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]), bytes.Length - at - 8);
            var type = bytes.Slice(at + 4, 4);
            var chunk = bytes.Slice(at + 8, length);
            if (type.SequenceEqual("IDAT"u8)) data.Write(chunk);
            else if (type.SequenceEqual("PLTE"u8))
                for (var i = 0; i < Math.Min(256, chunk.Length / 3); i++)
                    header.Colours[i] = GrayImage.Luma(chunk[i * 3], chunk[(i * 3) + 1], chunk[(i * 3) + 2]);
            else if (type.SequenceEqual("tRNS"u8)) ReadTransparency(chunk, header);
            else if (type.SequenceEqual("IEND"u8)) break;
            at += 12 + length;
        }

        return data;
    }

    private static void ReadTransparency(ReadOnlySpan<byte> chunk, PngHeader header)
    {
        header.HasAlpha = true;
        if (header.Type == Palette) chunk[..Math.Min(256, chunk.Length)].CopyTo(header.Alphas);
        else if (header.Type == Gray && chunk.Length >= 2) header.Clear = (BinaryPrimitives.ReadUInt16BigEndian(chunk), 0, 0);
        else if (header.Type == Rgb && chunk.Length >= 6)
            header.Clear = (BinaryPrimitives.ReadUInt16BigEndian(chunk), BinaryPrimitives.ReadUInt16BigEndian(chunk[2..]), BinaryPrimitives.ReadUInt16BigEndian(chunk[4..]));
    }

    private static GrayImage Fill(PngHeader header, MemoryStream data, byte background, ImageBudget budget)
    {
        var image = GrayImage.White(header.Width, header.Height);
        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            foreach (var pass in header.IsInterlaced ? Passes : [(0, 0, 1, 1)])
                if (!FillPass(header, zlib, image, pass, background, budget))
                    break;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // Damage, or a dictionary that is nowhere (RFC 1950 §2.2). What came before is still looked at.
        }

        return image;
    }

    private static bool FillPass(PngHeader header, ZLibStream zlib, GrayImage image, (int X, int Y, int StepX, int StepY) pass, byte background, ImageBudget budget)
    {
        var width = (header.Width - pass.X + pass.StepX - 1) / pass.StepX;
        if (width <= 0) return true;
        var channels = header.Type switch { Rgb => 3, GrayAlpha => 2, Rgba => 4, _ => 1 };
        var rowBytes = (int)((((long)width * channels * header.Depth) + 7) / 8);
        var pixelBytes = Math.Max(1, channels * header.Depth / 8);
        byte[] row = new byte[rowBytes + 1], before = new byte[rowBytes + 1];
        for (var y = pass.Y; y < header.Height; y += pass.StepY)
        {
            if ((y & 63) == 0 && !budget.IsInTime()) return false;
            if (zlib.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length) return false;
            PngFilter.Undo(row[0], row.AsSpan(1), before.AsSpan(1), pixelBytes);
            Store(header, row.AsSpan(1), image.Pixels.AsSpan((y * header.Width) + pass.X), width, pass.StepX, background);
            (row, before) = (before, row);
        }

        return true;
    }

    private static void Store(PngHeader header, ReadOnlySpan<byte> row, Span<byte> output, int width, int step, byte background)
    {
        if (header is { Depth: 8, Type: Gray, Clear: null } && step == 1)
        {
            row[..width].CopyTo(output);
            return;
        }

        if (header is { Depth: 8, Type: Rgb, Clear: null } && step == 1)
        {
            GrayImage.FillFromRgb(row, output[..width], 3);
            return;
        }

        if (header is { Depth: 8, Type: Palette })
        {
            var shown = header.ShownOver(background);
            for (int x = 0, at = 0; x < width; x++, at += step) output[at] = shown[row[x]];
            return;
        }

        for (int x = 0, at = 0; x < width; x++, at += step) output[at] = PixelAt(header, row, x, background);
    }

    private static byte PixelAt(PngHeader header, ReadOnlySpan<byte> row, int x, byte background)
    {
        // Of 16 bits the upper eight are enough.
        var size = header.Depth == 16 ? 2 : 1;
        switch (header.Type)
        {
            case Gray or Palette:
                var value = header.Depth >= 8 ? row[x * size] : row[x * header.Depth / 8] >> (8 - header.Depth - (x * header.Depth % 8)) & ((1 << header.Depth) - 1);
                if (header.Type == Palette) return Over(header.Colours[value], header.Alphas[value], background);
                var raw = header.Depth == 16 ? BinaryPrimitives.ReadUInt16BigEndian(row[(x * 2)..]) : value;
                if (header.Clear is { } clear && clear.Red == raw) return background;
                return (byte)(header.Depth >= 8 ? value : value * 255 / ((1 << header.Depth) - 1));
            case GrayAlpha: return Over(row[x * 2 * size], row[((x * 2) + 1) * size], background);
            case Rgb:
                var at = x * 3 * size;
                if (header.Clear is { } none && IsClear(row[at..], size, none)) return background;
                return GrayImage.Luma(row[at], row[at + size], row[at + (2 * size)]);
            default:
                at = x * 4 * size;
                return Over(GrayImage.Luma(row[at], row[at + size], row[at + (2 * size)]), row[at + (3 * size)], background);
        }
    }

    private static bool IsClear(ReadOnlySpan<byte> pixel, int size, (int Red, int Green, int Blue) clear) => size == 1
        ? (pixel[0], pixel[1], pixel[2]) == clear
        : (BinaryPrimitives.ReadUInt16BigEndian(pixel), BinaryPrimitives.ReadUInt16BigEndian(pixel[2..]), BinaryPrimitives.ReadUInt16BigEndian(pixel[4..])) == clear;

    internal static byte Over(int value, int alpha, int background) => (byte)(((value * alpha) + (background * (255 - alpha))) / 255);
}
