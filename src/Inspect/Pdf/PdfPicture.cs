using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Pdf;

/// <summary>Decodes pictures of PDF documents (ISO 32000-2 §8.9.5): samples in any of the stream filters, and JPEG. Fax (CCITT), JBIG2 and JPEG 2000 are not read. Codes are read both ways round, so a turned /Decode does not matter.</summary>
internal static class PdfPicture
{
    /// <summary>Most unpacked bytes of one. Stops a stream of a kilobyte that gives gigabytes; a page scanned in colour with 300 dots an inch has 26 MB.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Decodes one; null where it cannot be read or is too large.</summary>
    public static GrayImage? Read(PdfObject item, PdfDocument document, ImageBudget budget)
    {
        var last = document.FiltersOf(item).Filters.LastOrDefault();
        if (last is "DCTDecode" or "DCT") return document.UnpackPart(item, MaxBytes, withoutPictureFilter: true) is { } jpeg ? JpegDecoder.Decode(jpeg, budget) : null;
        long width = NumberOf("Width", "W") ?? 0, height = NumberOf("Height", "H") ?? 0;
        var bits = (int)(NumberOf("BitsPerComponent", "BPC") ?? 1);
        if (bits is not (1 or 2 or 4 or 8 or 16) || !budget.TakePixels(width, height)) return null;
        var colours = PdfColours.Of(item.Value["ColorSpace"].Equals(PdfValue.None) ? item.Value["CS"] : item.Value["ColorSpace"], document);
        var rowBytes = ((width * colours.Channels * bits) + 7) / 8;
        if (rowBytes * height > MaxBytes || document.UnpackPart(item, rowBytes * height, withoutPictureFilter: false) is not { } samples) return null;
        var image = GrayImage.White((int)width, (int)height);
        for (var y = 0; y < height && (y + 1) * rowBytes <= samples.Length; y++)
        {
            if ((y & 63) == 0 && !budget.IsInTime()) break;
            Fill(samples.Span.Slice((int)(y * rowBytes), (int)rowBytes), bits, colours, image.Pixels.AsSpan(y * image.Width, image.Width));
        }

        return image;

        long? NumberOf(string name, string shortName) => document.Resolve(item.Value[name]).Number ?? document.Resolve(item.Value[shortName]).Number;
    }

    private static void Fill(ReadOnlySpan<byte> row, int bits, PdfColours colours, Span<byte> output)
    {
        if (bits == 8 && colours.TryFill(row, output)) return;
        Span<int> sample = stackalloc int[PdfColours.MaxChannels];
        for (int x = 0, at = 0; x < output.Length; x++)
        {
            for (var i = 0; i < colours.Channels; i++, at += bits)
                sample[i] = bits >= 8 ? row[at >> 3] : row[at >> 3] >> (8 - bits - (at & 7)) & ((1 << bits) - 1);
            output[x] = colours.LumaOf(sample, Math.Min(bits, 8));
        }
    }
}
