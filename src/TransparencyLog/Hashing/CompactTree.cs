using System.Numerics;

namespace Sekisho.TransparencyLog.Hashing;

/// <summary>
/// A tree that only grows, of which only the roots of its complete subtrees are kept: at most 63 hashes. Appending costs one node
/// hash on average, the root as many as there are complete subtrees. Not safe for use by two threads at once.
/// </summary>
public sealed class CompactTree
{
    /// <summary>How high the hashes of one tile reach (C2SP tlog-tiles): 2⁸ = 256.</summary>
    internal const int TileHeight = 8;

    private readonly TreeHash[] _roots = new TreeHash[64];
    private int _count;

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>Appends the hash of a leaf.</summary>
    public void Append(in TreeHash leaf) => Append(in leaf, null);

    /// <summary>Appends the hash of a leaf and tells of every hash that belongs into a tile: the leaf, and each complete subtree of 256, 256², … leaves.</summary>
    internal void Append(in TreeHash leaf, ITileHashes? hashes)
    {
        hashes?.Add(0, in leaf);
        var hash = leaf;
        // As many merges as the size has ones at its end: each complete pair becomes one.
        var merges = BitOperations.TrailingZeroCount(~(ulong)Size);
        for (var height = 1; height <= merges; height++)
        {
            hash = TreeHash.OfNode(in _roots[--_count], in hash);
            if (height % TileHeight == 0) hashes?.Add(height / TileHeight, in hash);
        }

        _roots[_count++] = hash;
        Size++;
    }

    /// <summary>The hash of the whole tree (RFC 6962 §2.1).</summary>
    public TreeHash Root()
    {
        if (_count == 0) return TreeHash.Empty;
        var hash = _roots[_count - 1];
        for (var i = _count - 2; i >= 0; i--) hash = TreeHash.OfNode(in _roots[i], in hash);
        return hash;
    }

    /// <summary>Forgets everything, and takes over the roots of the complete subtrees of a tree of that size, from left to right.</summary>
    internal void Restore(long size, ReadOnlySpan<TreeHash> roots)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(roots.Length, BitOperations.PopCount((ulong)size));
        roots.CopyTo(_roots);
        _count = roots.Length;
        Size = size;
    }
}
