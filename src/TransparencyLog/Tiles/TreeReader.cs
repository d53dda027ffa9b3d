using Sekisho.TransparencyLog.Hashing;

namespace Sekisho.TransparencyLog.Tiles;

/// <summary>
/// Hashes of any part of a tree, out of its tiles. Keeps the tiles it has read for the life of this object: use one for a proof or
/// for a run of them over one checkpoint. Not safe for use by two threads at once.
/// </summary>
/// <param name="tiles">Where the tiles are.</param>
/// <param name="size">The tree's size.</param>
public sealed class TreeReader(ITileSource tiles, long size)
{
    /// <summary>More tiles are not kept: a proof needs at most two a level.</summary>
    private const int MostKept = 64;

    private readonly Dictionary<(int Level, long Index), TreeHash[]> _kept = [];

    /// <summary>The tree's size.</summary>
    public long Size => size;

    /// <summary>The hash over the leaves from <paramref name="from"/> to before <paramref name="to"/>, which must be a subtree as RFC 6962 cuts them.</summary>
    /// <returns>Null when a tile is missing.</returns>
    public TreeHash? Over(long from, long to)
    {
        if (from == to) return TreeHash.Empty;
        TreeHash? right = null;
        // From right to left over the complete subtrees, each as large as fits.
        while (to > from)
        {
            var height = Math.Min(System.Numerics.BitOperations.TrailingZeroCount((ulong)to), System.Numerics.BitOperations.Log2((ulong)(to - from)));
            var start = to - (1L << height);
            if (Complete(height, start >> height) is not { } left) return null;
            right = right is { } known ? TreeHash.OfNode(in left, in known) : left;
            to = start;
        }

        return right;
    }

    /// <summary>The hash of the whole tree; null when a tile is missing.</summary>
    public TreeHash? Root() => Over(0, size);

    /// <summary>The hash of a leaf; null when its tile is missing.</summary>
    public TreeHash? Leaf(long index) => Complete(0, index);

    /// <summary>The hash of the complete subtree of 2^height leaves, the given one in their row.</summary>
    private TreeHash? Complete(int height, long index)
    {
        var level = height / CompactTree.TileHeight;
        var within = height % CompactTree.TileHeight;
        var first = index << within;
        if (Tile(level, first / TilePath.FullWidth) is not { } hashes) return null;
        return Fold(hashes.AsSpan((int)(first % TilePath.FullWidth), 1 << within));
    }

    private static TreeHash Fold(ReadOnlySpan<TreeHash> hashes)
    {
        if (hashes.Length == 1) return hashes[0];
        var left = Fold(hashes[..(hashes.Length / 2)]);
        var right = Fold(hashes[(hashes.Length / 2)..]);
        return TreeHash.OfNode(in left, in right);
    }

    private TreeHash[]? Tile(int level, long index)
    {
        if (_kept.TryGetValue((level, index), out var known)) return known;
        var tile = TileGrid.At(level, index, size);
        if (tile.Width == 0) return null;
        Span<byte> bytes = stackalloc byte[TilePath.FullWidth * TreeHash.Bytes];
        if (!tiles.TryReadTile(tile, bytes)) return null;
        var hashes = new TreeHash[tile.Width];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = new TreeHash(bytes[(i * TreeHash.Bytes)..]);
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[(level, index)] = hashes;
        return hashes;
    }
}
