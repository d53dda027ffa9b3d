using System.Buffers.Binary;

namespace Sekisho.Inspect.Images.Tiff;

/// <summary>
/// Decodes TIFF (TIFF 6.0 with its supplements): every page, in strips and tiles; in black and white, grey, by palette, RGB, CMYK and YCbCr;
/// as they are, PackBits, LZW, Deflate, fax (groups 3 and 4) and JPEG. Transparency is not looked at. JPEG in the manner before the second
/// supplement, other packings, floating point numbers and BigTIFF are not read.
/// </summary>
internal static class TiffDecoder
{
    /// <summary>Most pages of one file: a scanned letter is on the first ones.</summary>
    public const int MaxPages = 20;

    /// <summary>The pages; none where none can be read or it is too large.</summary>
    public static List<GrayImage> Decode(ReadOnlyMemory<byte> content, ImageBudget budget)
    {
        var pages = new List<GrayImage>();
        if (content.Length < 8) return pages;
        var isBig = content.Span[0] == 'M';
        long at = isBig ? BinaryPrimitives.ReadUInt32BigEndian(content.Span[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(content.Span[4..]);
        var seen = new HashSet<long>();
        while (at != 0 && pages.Count < MaxPages && seen.Count < 2 * MaxPages && seen.Add(at) && budget.IsInTime() && TiffDirectory.Read(content, isBig, at) is { } directory)
        {
            if (TiffPage.Of(directory) is { } page && budget.TakePixels(page.Width, page.Height) && Draw(page, content, isBig, budget) is { } image) pages.Add(image);
            at = directory.Next;
        }

        return pages;
    }

    /// <summary>Null where no piece could be read.</summary>
    private static GrayImage? Draw(TiffPage page, ReadOnlyMemory<byte> file, bool isBig, ImageBudget budget)
    {
        var image = GrayImage.White(page.Width, page.Height);
        var piecePixels = (long)page.PieceWidth * page.PieceHeight;
        // Tiles that are larger than the page take memory that nobody has charged.
        if (piecePixels > (long)page.Width * page.Height && !budget.TakePixels(page.PieceWidth, page.PieceHeight)) return null;
        var pieces = page.Across * ((page.Height + page.PieceHeight - 1) / page.PieceHeight);
        var pixels = new TiffPixels(page, isBig);
        var hasAny = false;
        // Of samples that lie apart the first kind is brightness, or red, which shows as much.
        for (var i = 0; i < Math.Min(pieces, page.Places.Length) && budget.IsInTime(); i++)
        {
            if (page.Places[i] >= file.Length) continue;
            var size = i < page.Sizes.Length && page.Sizes[i] > 0 ? page.Sizes[i] : file.Length;
            var packed = file.Slice((int)page.Places[i], (int)Math.Min(size, file.Length - page.Places[i]));
            int left = i % page.Across * page.PieceWidth, top = i / page.Across * page.PieceHeight;
            hasAny |= page.Packing switch
            {
                TiffUnpacker.Jpeg => DrawJpeg(page, packed, image, left, top, budget),
                TiffUnpacker.Group4 or TiffUnpacker.Group3 or TiffUnpacker.FaxLengths => DrawFax(page, packed, image, left, top, budget),
                _ => pixels.Draw(packed, image, left, top, budget),
            };
        }

        return hasAny ? image : null;
    }

    private static bool DrawFax(TiffPage page, ReadOnlyMemory<byte> packed, GrayImage image, int left, int top, ImageBudget budget)
    {
        if (page.Bits != 1 || page.Samples != 1) return false;
        var rows = Math.Min(page.PieceHeight, image.Height - top);
        ReadOnlySpan<byte> bytes = page.HasLowestBitFirst ? Turn(packed.Span) : packed.Span;
        var isWhole = page.PieceWidth == image.Width;
        var piece = isWhole ? image : GrayImage.White(page.PieceWidth, rows);
        // Codes are read both ways round, so it does not matter which of both is called black.
        FaxDecoder.Decode(bytes, page.Fax, page.PieceWidth, isWhole ? image.Pixels.AsSpan(top * image.Width, rows * image.Width) : piece.Pixels, budget);
        if (!isWhole) Copy(piece, image, left, top);
        return true;
    }

    private static bool DrawJpeg(TiffPage page, ReadOnlyMemory<byte> packed, GrayImage image, int left, int top, ImageBudget budget)
    {
        // The tables are a JPEG of their own (second supplement): without its end, before the piece without its start.
        var tables = page.JpegTables;
        var whole = tables.Length > 4 && packed.Length > 2 ? (byte[])[.. tables.Span[..^2], .. packed.Span[2..]] : packed;
        if (JpegDecoder.Decode(whole, budget) is not { } piece) return false;
        Copy(piece, image, left, top);
        return true;
    }

    private static void Copy(GrayImage piece, GrayImage image, int left, int top)
    {
        var width = Math.Min(piece.Width, image.Width - left);
        for (var y = 0; y < Math.Min(piece.Height, image.Height - top); y++)
            piece.Pixels.AsSpan(y * piece.Width, width).CopyTo(image.Pixels.AsSpan(((top + y) * image.Width) + left));
    }

    /// <summary>Every byte the other way round.</summary>
    public static byte[] Turn(ReadOnlySpan<byte> bytes)
    {
        var turned = new byte[bytes.Length];
        for (var i = 0; i < turned.Length; i++) turned[i] = BitOrder.Reverse(bytes[i]);
        return turned;
    }
}
