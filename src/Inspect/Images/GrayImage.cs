namespace Sekisho.Inspect.Images;

/// <summary>A picture as brightness: a byte a pixel, row by row; 0 is black, 255 white.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels">Width × height bytes.</param>
internal sealed record GrayImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>A white picture.</summary>
    public static GrayImage White(int width, int height)
    {
        var pixels = new byte[width * height];
        Array.Fill(pixels, (byte)255);
        return new GrayImage(width, height, pixels);
    }

    /// <summary>Brightness of a colour (ITU-R BT.601).</summary>
    public static byte Luma(int red, int green, int blue) => (byte)(((77 * red) + (150 * green) + (29 * blue)) >> 8);

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
        var pixels = new byte[width * height];
        var sums = new int[width];
        int columns = Math.Min(factor, Width), rows = Math.Min(factor, Height);
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

    /// <summary>The picture so many times larger, brightness in between interpolated, with a white margin of so many old pixels.</summary>
    public GrayImage Enlarge(int factor, int margin)
    {
        int width = (Width + (2 * margin)) * factor, height = (Height + (2 * margin)) * factor;
        var image = White(width, height);
        for (var y = 0; y < Height * factor; y++)
        {
            var fromY = ((y + 0.5f) / factor) - 0.5f;
            int top = Math.Max(0, (int)MathF.Floor(fromY)), bottom = Math.Min(Height - 1, top + 1);
            var down = Math.Clamp(fromY - top, 0, 1);
            for (var x = 0; x < Width * factor; x++)
            {
                var fromX = ((x + 0.5f) / factor) - 0.5f;
                int left = Math.Max(0, (int)MathF.Floor(fromX)), right = Math.Min(Width - 1, left + 1);
                var across = Math.Clamp(fromX - left, 0, 1);
                var upper = (Pixels[(top * Width) + left] * (1 - across)) + (Pixels[(top * Width) + right] * across);
                var lower = (Pixels[(bottom * Width) + left] * (1 - across)) + (Pixels[(bottom * Width) + right] * across);
                image.Pixels[((y + (margin * factor)) * width) + x + (margin * factor)] = (byte)((upper * (1 - down)) + (lower * down));
            }
        }

        return image;
    }
}
