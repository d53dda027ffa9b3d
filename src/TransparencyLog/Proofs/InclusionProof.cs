using System.Numerics;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Proofs;

/// <summary>Proofs that a leaf is in a tree (RFC 6962 §2.1.1).</summary>
public static class InclusionProof
{
    /// <summary>The most hashes a proof can have: a tree has less than 2⁶³ leaves.</summary>
    public const int MaxHashes = 63;

    /// <summary>Makes the proof: the hashes beside the way from the leaf to the root, from below.</summary>
    /// <param name="index">The leaf.</param>
    /// <param name="tree">The tree.</param>
    /// <returns>Null when a tile is missing, or there is no such leaf.</returns>
    public static IReadOnlyList<TreeHash>? Make(long index, TreeReader tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (index < 0 || index >= tree.Size) return null;
        var hashes = new List<TreeHash>();
        long low = 0;
        var high = tree.Size;
        while (high - low > 1)
        {
            var middle = low + Split(high - low);
            var sibling = index < middle ? tree.Over(middle, high) : tree.Over(low, middle);
            if (sibling is not { } hash) return null;
            hashes.Add(hash);
            if (index < middle) high = middle;
            else low = middle;
        }

        hashes.Reverse();
        return hashes;
    }

    /// <summary>Whether the proof shows that the leaf is at that place of the tree. Any values may be given.</summary>
    /// <param name="index">The place.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="root">The tree's hash.</param>
    /// <param name="proof">The hashes.</param>
    public static bool Verify(long index, long size, in TreeHash leaf, in TreeHash root, IReadOnlyList<TreeHash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size || proof.Count > MaxHashes) return false;
        var hash = leaf;
        var (place, last) = (index, size - 1);
        foreach (var sibling in proof)
        {
            if (last == 0) return false; // more hashes than the tree is high
            if ((place & 1) == 1 || place == last)
            {
                hash = TreeHash.OfNode(in sibling, in hash);
                // Where the right edge has no sibling, the hash goes up as it is.
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                hash = TreeHash.OfNode(in hash, in sibling);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>The largest power of two below a number of at least 2.</summary>
    internal static long Split(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
