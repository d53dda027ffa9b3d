namespace Sekisho.Inspect.Images;

/// <summary>
/// Reads pictures as brightness: PNG, JPEG, GIF (its first frames), BMP. All in managed code under a budget; damage ends
/// a picture where it stands. WebP, TIFF, HEIF, JPEG 2000 and the metafiles of Windows are not read.
/// </summary>
internal static class ImageReader
{
    /// <summary>The frames of a picture; none where it is of no kind that is read, or larger than the budget allows.</summary>
    public static IReadOnlyList<GrayImage> Read(ReadOnlyMemory<byte> content, ImageBudget budget)
    {
        var bytes = content.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return Of(PngDecoder.Decode(content, budget));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])) return Of(JpegDecoder.Decode(content, budget));
        if (bytes.StartsWith("GIF8"u8)) return GifDecoder.Decode(bytes, budget);
        if (bytes.StartsWith("BM"u8)) return Of(BmpDecoder.Decode(bytes, 14, budget));
        return [];
    }

    private static GrayImage[] Of(GrayImage? image) => image is null ? [] : [image];
}
