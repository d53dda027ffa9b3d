namespace Sekisho.TransparencyLog.Tiles;

/// <summary>Which tiles a tree of a given size has.</summary>
public static class TileGrid
{
    /// <summary>How many hashes the tiles of a level have together: floor(size / 256^level). Level <see cref="TilePath.Entries"/> counts entries.</summary>
    public static long HashesAt(int level, long size) => level <= 0 ? size : level >= 8 ? 0 : size >> (8 * level);

    /// <summary>How many tiles a level has, the partial one included.</summary>
    public static long TilesAt(int level, long size) => (HashesAt(level, size) + TilePath.FullWidth - 1) / TilePath.FullWidth;

    /// <summary>A tile as wide as a tree of that size has it; width 0 when it has none.</summary>
    public static TilePath At(int level, long index, long size) =>
        new(level, index, (int)Math.Clamp(HashesAt(level, size) - (index * TilePath.FullWidth), 0, TilePath.FullWidth));

    /// <summary>How many levels of tiles a tree has: the highest non-empty one plus 1.</summary>
    public static int Levels(long size)
    {
        var levels = 0;
        while (HashesAt(levels, size) > 0) levels++;
        return levels;
    }

    /// <summary>The partial tiles and the partial bundle at the right edge of a tree.</summary>
    public static IEnumerable<TilePath> PartialsOf(long size)
    {
        for (var level = TilePath.Entries; level < Levels(size); level++)
        {
            var width = (int)(HashesAt(level, size) % TilePath.FullWidth);
            if (width > 0) yield return new TilePath(level, HashesAt(level, size) / TilePath.FullWidth, width);
        }
    }
}
