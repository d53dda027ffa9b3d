namespace Sekisho.Inspect.Images.Tiff;

/// <summary>How the pixels of a page lie, as its directory says.</summary>
internal sealed record TiffPage
{
    private const int MaxSamples = 8;

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Bits of a sample: 1, 2, 4, 8 or 16.</summary>
    public required int Bits { get; init; }

    /// <summary>Samples of a pixel that lie together.</summary>
    public required int Samples { get; init; }

    /// <summary>All samples of one kind come before those of the next.</summary>
    public required bool IsPlanar { get; init; }

    public required int Packing { get; init; }

    /// <summary>What the samples mean (PhotometricInterpretation): 0 white is zero, 1 black is zero, 2 RGB, 3 a palette, 5 CMYK, 6 YCbCr.</summary>
    public required int Colours { get; init; }

    /// <summary>Size of a piece: of a strip the width of the page.</summary>
    public required int PieceWidth { get; init; }

    public required int PieceHeight { get; init; }

    /// <summary>Each sample is written as what it is beyond the one to the left.</summary>
    public required bool IsDifference { get; init; }

    public required bool HasLowestBitFirst { get; init; }

    public required FaxForm Fax { get; init; }

    /// <summary>Pixels that share their colours, of YCbCr that is not JPEG.</summary>
    public required (int Across, int Down) Shared { get; init; }

    public required long[] Places { get; init; }

    public required long[] Sizes { get; init; }

    public required byte[] Palette { get; init; }

    public required ReadOnlyMemory<byte> JpegTables { get; init; }

    /// <summary>Pieces side by side.</summary>
    public int Across => (Width + PieceWidth - 1) / PieceWidth;

    /// <summary>Bytes of a row of a piece.</summary>
    public int RowBytes => (int)((((long)PieceWidth * (IsPlanar ? 1 : Samples) * Bits) + 7) / 8);

    /// <summary>Reads one; null where it cannot be read.</summary>
    public static TiffPage? Of(TiffDirectory directory)
    {
        long width = directory.Number(TiffTag.Width, 0), height = directory.Number(TiffTag.Height, 0), samples = directory.Number(TiffTag.Samples, 1), bits = directory.Number(TiffTag.Bits, 1);
        if (width is < 1 or > 1_000_000 || height is < 1 or > 1_000_000 || samples is < 1 or > MaxSamples || bits is not (1 or 2 or 4 or 8 or 16)) return null;
        var isTiled = directory.Numbers(TiffTag.Tiles).Length > 0;
        long pieceWidth = isTiled ? directory.Number(TiffTag.TileWidth, 0) : width, pieceHeight = isTiled ? directory.Number(TiffTag.TileHeight, 0) : Math.Min(height, directory.Number(TiffTag.StripRows, height));
        // A tile is at most a whole page, filled up to sixteen pixels.
        if (pieceWidth < 1 || pieceHeight < 1 || pieceWidth > width + 4096 || pieceHeight > height + 4096) return null;
        int packing = (int)directory.Number(TiffTag.Packing, 1), options = (int)directory.Number(TiffTag.FaxOptions, 0);
        var shared = directory.Numbers(TiffTag.Subsampling);
        return new TiffPage
        {
            Width = (int)width,
            Height = (int)height,
            Bits = (int)bits,
            Samples = (int)samples,
            IsPlanar = directory.Number(TiffTag.Planes, 1) == 2 && samples > 1,
            Packing = packing,
            Colours = (int)directory.Number(TiffTag.Colours, 1),
            PieceWidth = (int)pieceWidth,
            PieceHeight = (int)pieceHeight,
            IsDifference = directory.Number(TiffTag.Predictor, 1) == 2 && bits is 8 or 16,
            HasLowestBitFirst = directory.Number(TiffTag.FillOrder, 1) == 2,
            Fax = packing == TiffUnpacker.Group4 ? new FaxForm(4) : packing == TiffUnpacker.Group3 ? new FaxForm(3, (options & 1) != 0) : new FaxForm(2),
            Shared = shared is [1 or 2 or 4, 1 or 2 or 4, ..] ? ((int)shared[0], (int)shared[1]) : (2, 2),
            Places = directory.Numbers(isTiled ? TiffTag.Tiles : TiffTag.Strips),
            Sizes = directory.Numbers(isTiled ? TiffTag.TileBytes : TiffTag.StripBytes),
            Palette = PaletteOf(directory, 1 << (int)Math.Min(bits, 8)),
            JpegTables = directory.Bytes(TiffTag.JpegTables),
        };
    }

    private static byte[] PaletteOf(TiffDirectory directory, int colours)
    {
        var map = directory.Numbers(TiffTag.ColourMap);
        var palette = new byte[colours];
        // Red of all, green of all, blue of all, in 16 bits each.
        if (map.Length >= 3 * colours)
            for (var i = 0; i < colours; i++) palette[i] = GrayImage.Luma((int)(map[i] >> 8) & 255, (int)(map[colours + i] >> 8) & 255, (int)(map[(2 * colours) + i] >> 8) & 255);
        return palette;
    }
}
