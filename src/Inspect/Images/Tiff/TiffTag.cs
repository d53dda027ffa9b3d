namespace Sekisho.Inspect.Images.Tiff;

/// <summary>The fields of a directory that matter here (TIFF 6.0).</summary>
internal static class TiffTag
{
    public const int Width = 256, Height = 257, Bits = 258, Packing = 259, Colours = 262, FillOrder = 266, Strips = 273, Samples = 277, StripRows = 278, StripBytes = 279,
        Planes = 284, FaxOptions = 292, Predictor = 317, ColourMap = 320, TileWidth = 322, TileHeight = 323, Tiles = 324, TileBytes = 325, JpegTables = 347, Subsampling = 530;
}
