using Sekisho.TransparencyLog.Hashing;

namespace Sekisho.TransparencyLog.Tiles;

/// <summary>
/// A tree that grows, with the tiles at its right edge: full ones are handed over as they come into being, the partial ones are
/// kept. Without allocation for an entry. Not safe for use by two threads at once.
/// </summary>
public sealed class GrowingTree : ITileHashes
{
    private readonly CompactTree _tree = new();
    private readonly byte[][] _edge = new byte[8][];
    private readonly int[] _widths = new int[8];
    private readonly Action<TilePath, byte[]> _full;

    /// <summary>Makes an empty tree.</summary>
    /// <param name="full">Takes every full tile, 8,192 bytes, and owns them from then on.</param>
    public GrowingTree(Action<TilePath, byte[]> full)
    {
        _full = full;
        for (var level = 0; level < _edge.Length; level++) _edge[level] = new byte[TilePath.FullWidth * TreeHash.Bytes];
    }

    /// <summary>How many leaves it has.</summary>
    public long Size => _tree.Size;

    /// <summary>Appends the hash of an entry.</summary>
    public void Append(in TreeHash leaf) => _tree.Append(in leaf, this);

    /// <summary>The hash of the tree.</summary>
    public TreeHash Root() => _tree.Root();

    /// <summary>The partial tiles at the right edge, in copies.</summary>
    public IEnumerable<(TilePath Tile, byte[] Hashes)> Partials()
    {
        for (var level = 0; level < _edge.Length; level++)
        {
            if (_widths[level] > 0)
                yield return (new TilePath(level, TileGrid.HashesAt(level, Size) / TilePath.FullWidth, _widths[level]), _edge[level].AsSpan(0, _widths[level] * TreeHash.Bytes).ToArray());
        }
    }

    /// <summary>Takes over a tree that lies in tiles.</summary>
    /// <param name="tiles">Where they are.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="root">The hash that it must have.</param>
    /// <returns>False when a tile at the right edge is missing, or the hash is another: then this object must not be used.</returns>
    public bool TryRestore(ITileSource tiles, long size, in TreeHash root)
    {
        for (var level = 0; level < TileGrid.Levels(size); level++)
        {
            var hashes = TileGrid.HashesAt(level, size);
            var width = (int)(hashes % TilePath.FullWidth);
            _widths[level] = width;
            if (width > 0 && !tiles.TryReadTile(new TilePath(level, hashes / TilePath.FullWidth, width), _edge[level])) return false;
        }

        var reader = new TreeReader(tiles, size);
        var roots = new List<TreeHash>();
        long start = 0;
        for (var height = 62; height >= 0; height--)
        {
            if ((size >> height & 1) == 0) continue;
            if (reader.Over(start, start + (1L << height)) is not { } hash) return false;
            roots.Add(hash);
            start += 1L << height;
        }

        _tree.Restore(size, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(roots));
        return _tree.Root() == root;
    }

    void ITileHashes.Add(int level, in TreeHash hash)
    {
        if (level >= _edge.Length) return; // 256⁸ entries: not in this world
        hash.CopyTo(_edge[level].AsSpan(_widths[level] * TreeHash.Bytes));
        if (++_widths[level] < TilePath.FullWidth) return;
        // The size still counts the leaves before this one: its tile is the one that the leaf completes.
        _full(new TilePath(level, TileGrid.HashesAt(level, Size) / TilePath.FullWidth, TilePath.FullWidth), _edge[level]);
        _edge[level] = new byte[TilePath.FullWidth * TreeHash.Bytes];
        _widths[level] = 0;
    }
}
