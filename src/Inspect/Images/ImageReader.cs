using Sekisho.Inspect.Images.Tiff;
using Sekisho.Inspect.Images.Webp;

namespace Sekisho.Inspect.Images;

/// <summary>
/// Reads pictures as brightness: PNG, JPEG, GIF and WebP (their first frames), BMP, TIFF (its pages). All in managed code under a
/// budget; damage ends a picture where it stands. HEIF, AVIF, JPEG 2000, JPEG XL and the metafiles of Windows are not read.
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
        if (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8)) return WebpDecoder.Decode(content, budget);
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) return TiffDecoder.Decode(content, budget);
        if (bytes.StartsWith("BM"u8)) return Of(BmpDecoder.Decode(bytes, 14, budget));
        return [];
    }

    private static GrayImage[] Of(GrayImage? image) => image is null ? [] : [image];
}
