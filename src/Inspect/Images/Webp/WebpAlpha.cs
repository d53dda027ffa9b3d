namespace Sekisho.Inspect.Images.Webp;

/// <summary>The transparency of a lossy picture (RFC 9649 §2.7.1.2): bytes as they are or packed as the green of a lossless picture, each written as what it is beyond its neighbours.</summary>
internal static class WebpAlpha
{
    private const int Plain = 0, Packed = 1, Across = 1, Down = 2;

    /// <summary>The picture on white, or on black where nothing shows on white. What is missing is opaque.</summary>
    public static GrayImage Apply(GrayImage image, ReadOnlyMemory<byte> chunk, ImageBudget budget)
    {
        int packing = chunk.Span[0] & 3, filter = chunk.Span[0] >> 2 & 3;
        if (packing is not (Plain or Packed) || !budget.TakePixels(image.Width, image.Height)) return image;
        var alpha = new byte[image.Pixels.Length];
        Array.Fill(alpha, (byte)255);
        if (packing == Packed)
        {
            LosslessDecoder.Read(new LosslessBits(chunk[1..]), image.Width, image.Height, Take, budget);
        }
        else
        {
            for (int y = 0, at = 1; y < image.Height && at + image.Width <= chunk.Length; y++, at += image.Width)
            {
                chunk.Span.Slice(at, image.Width).CopyTo(alpha.AsSpan(y * image.Width));
                Undo(filter, alpha, image.Width, y);
            }
        }

        var shown = OnGround(image, alpha, 255);
        var (low, high) = shown.Range();
        return high - low < 16 ? OnGround(image, alpha, 0) : shown;

        void Take(uint[] row, int y)
        {
            for (var x = 0; x < image.Width; x++) alpha[(y * image.Width) + x] = (byte)(row[x] >> 8);
            Undo(filter, alpha, image.Width, y);
        }
    }

    private static void Undo(int filter, byte[] alpha, int width, int y)
    {
        var row = alpha.AsSpan(y * width, width);
        var above = y > 0 ? alpha.AsSpan((y - 1) * width, width) : default;
        if (filter == 0) return;
        if (y == 0)
        {
            for (var x = 1; x < width; x++) row[x] += row[x - 1];
            return;
        }

        row[0] += above[0];
        for (var x = 1; x < width; x++)
        {
            row[x] += filter switch
            {
                Across => row[x - 1],
                Down => above[x],
                _ => (byte)Math.Clamp(row[x - 1] + above[x] - above[x - 1], 0, 255),
            };
        }
    }

    private static GrayImage OnGround(GrayImage image, byte[] alpha, byte ground)
    {
        var shown = GC.AllocateUninitializedArray<byte>(alpha.Length);
        for (var i = 0; i < shown.Length; i++) shown[i] = PngDecoder.Over(image.Pixels[i], alpha[i], ground);
        return image with { Pixels = shown };
    }
}
