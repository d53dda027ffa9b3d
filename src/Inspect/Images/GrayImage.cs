using System.Runtime.Intrinsics;

namespace Sekisho.Inspect.Images;

/// <summary>A picture as brightness: a byte a pixel, row by row; 0 is black, 255 white.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels">Width × height bytes.</param>
internal sealed record GrayImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>So many rows of the brightest pixels are still counted in 16 bits.</summary>
    private const int MaxAddedRows = 256;

    /// <summary>A white picture.</summary>
    public static GrayImage White(int width, int height)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(width * height);
        Array.Fill(pixels, (byte)255);
        return new GrayImage(width, height, pixels);
    }

    /// <summary>Brightness of a colour (ITU-R BT.601).</summary>
    public static byte Luma(int red, int green, int blue) => (byte)(((77 * red) + (150 * green) + (29 * blue)) >> 8);

    /// <summary>Brightness of a row of colours.</summary>
    /// <param name="row">Red, green, blue, and what else belongs to a pixel.</param>
    /// <param name="output">A byte a pixel.</param>
    /// <param name="pixelBytes">Bytes of a pixel, at least 3.</param>
    public static void FillFromRgb(ReadOnlySpan<byte> row, Span<byte> output, int pixelBytes)
    {
        for (var x = 0; x < output.Length; x++, row = row[pixelBytes..])
            output[x] = Luma(row[0], row[1], row[2]);
    }

    /// <summary>Darkest and brightest pixel.</summary>
    public (byte Darkest, byte Brightest) Range()
    {
        byte low = 255, high = 0;
        foreach (var pixel in Pixels) (low, high) = (Math.Min(low, pixel), Math.Max(high, pixel));
        return (low, high);
    }

    /// <summary>The picture so many times smaller: each pixel the mean of a square.</summary>
    public GrayImage Reduce(int factor)
    {
        if (factor <= 1) return this;
        int width = Math.Max(1, Width / factor), height = Math.Max(1, Height / factor);
        var pixels = GC.AllocateUninitializedArray<byte>(width * height);
        var sums = new int[width];
        int columns = Math.Min(factor, Width), rows = Math.Min(factor, Height);
        if (rows <= MaxAddedRows && width * columns >= Vector128<byte>.Count)
        {
            ReduceByColumns(pixels, width, height, columns, rows, factor);
            return new GrayImage(width, height, pixels);
        }

        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            for (var dy = 0; dy < rows; dy++)
            {
                var row = Pixels.AsSpan(((y * factor) + dy) * Width, Width);
                for (int x = 0, at = 0; x < width; x++, at += factor)
                    for (var dx = 0; dx < columns; dx++)
                        sums[x] += row[at + dx];
            }

            for (var x = 0; x < width; x++) pixels[(y * width) + x] = (byte)(sums[x] / (columns * rows));
        }

        return new GrayImage(width, height, pixels);
    }

    /// <summary>The same for ordinary factors: the rows of a square are added, sixteen columns at a time, before the columns are.</summary>
    private void ReduceByColumns(byte[] pixels, int width, int height, int columns, int rows, int factor)
    {
        var added = new ushort[width * factor];
        var used = Math.Min(added.Length, Width);
        for (var y = 0; y < height; y++)
        {
            Array.Clear(added);
            for (var dy = 0; dy < rows; dy++) AddRow(Pixels.AsSpan(((y * factor) + dy) * Width, used), added);
            for (int x = 0, at = 0; x < width; x++, at += factor)
            {
                var sum = 0;
                for (var dx = 0; dx < columns; dx++) sum += added[at + dx];
                pixels[(y * width) + x] = (byte)(sum / (columns * rows));
            }
        }
    }

    private static void AddRow(ReadOnlySpan<byte> row, Span<ushort> sums)
    {
        var x = 0;
        for (; x + Vector128<byte>.Count <= row.Length; x += Vector128<byte>.Count)
        {
            var (lower, upper) = Vector128.Widen(Vector128.Create(row[x..]));
            var half = x + Vector128<ushort>.Count;
            (Vector128.Create(sums[x..]) + lower).CopyTo(sums[x..]);
            (Vector128.Create(sums[half..]) + upper).CopyTo(sums[half..]);
        }

        for (; x < row.Length; x++) sums[x] += row[x];
    }

    /// <summary>The picture so many times larger, brightness in between interpolated, with a white margin of so many old pixels.</summary>
    public GrayImage Enlarge(int factor, int margin)
    {
        int width = (Width + (2 * margin)) * factor, height = (Height + (2 * margin)) * factor, columns = Width * factor;
        var image = White(width, height);
        var (lefts, rights, across) = (new int[columns], new int[columns], new int[columns]);
        for (var x = 0; x < columns; x++) (lefts[x], rights[x], across[x]) = Between(x, factor, Width);
        var line = new int[Width];
        for (var y = 0; y < Height * factor; y++)
        {
            var (top, bottom, down) = Between(y, factor, Height);
            ReadOnlySpan<byte> upper = Pixels.AsSpan(top * Width, Width), lower = Pixels.AsSpan(bottom * Width, Width);
            for (var x = 0; x < line.Length; x++) line[x] = (upper[x] << 8) + ((lower[x] - upper[x]) * down);
            var output = image.Pixels.AsSpan(((y + (margin * factor)) * width) + (margin * factor), columns);
            for (var x = 0; x < output.Length; x++)
            {
                var left = line[lefts[x]];
                output[x] = (byte)(((left << 8) + ((line[rights[x]] - left) * across[x])) >> 16);
            }
        }

        return image;
    }

    /// <summary>Between which two old pixels the middle of a new one lies, and how far, in 256ths.</summary>
    private static (int First, int Second, int Share) Between(int at, int factor, int count)
    {
        var from = ((at + 0.5f) / factor) - 0.5f;
        var first = Math.Max(0, (int)MathF.Floor(from));
        return (first, Math.Min(count - 1, first + 1), (int)(Math.Clamp(from - first, 0, 1) * 256));
    }
}
