using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Proofs;

/// <summary>Proofs that a tree is an older one with leaves added at its end (RFC 6962 §2.1.2).</summary>
public static class ConsistencyProof
{
    /// <summary>Makes the proof. It is empty when the older tree is empty or as large as the newer.</summary>
    /// <param name="oldSize">The size of the older tree.</param>
    /// <param name="tree">The newer tree.</param>
    /// <returns>Null when a tile is missing, or the older tree is larger.</returns>
    public static IReadOnlyList<TreeHash>? Make(long oldSize, TreeReader tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (oldSize < 0 || oldSize > tree.Size) return null;
        var hashes = new List<TreeHash>();
        if (oldSize == 0 || oldSize == tree.Size) return hashes;
        long low = 0;
        var high = tree.Size;
        while (high != oldSize)
        {
            // The old tree ends somewhere within [low, high).
            var middle = low + InclusionProof.Split(high - low);
            var beside = oldSize <= middle ? tree.Over(middle, high) : tree.Over(low, middle);
            if (beside is not { } hash) return null;
            hashes.Add(hash);
            if (oldSize <= middle) high = middle;
            else low = middle;
        }

        // Where the way never turned right, what is left is the whole old tree, and that hash is known.
        if (low > 0)
        {
            if (tree.Over(low, high) is not { } rest) return null;
            hashes.Add(rest);
        }

        hashes.Reverse();
        return hashes;
    }

    /// <summary>Whether the proof shows that the newer tree begins with the older. Any values may be given.</summary>
    public static bool Verify(long oldSize, in TreeHash oldRoot, long newSize, in TreeHash newRoot, IReadOnlyList<TreeHash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (oldSize < 0 || oldSize > newSize || proof.Count > InclusionProof.MaxHashes) return false;
        if (oldSize == newSize) return proof.Count == 0 && oldRoot == newRoot;
        if (oldSize == 0) return proof.Count == 0 && oldRoot == TreeHash.Empty;
        if (proof.Count == 0) return false;
        var (place, last) = (oldSize - 1, newSize - 1);
        while ((place & 1) == 1) (place, last) = (place >> 1, last >> 1);
        // Where the old tree is a complete subtree, its own hash is the start and not in the proof.
        var next = 0;
        var oldHash = place == 0 ? oldRoot : proof[next++];
        var newHash = oldHash;
        for (; next < proof.Count; next++)
        {
            if (last == 0) return false;
            var beside = proof[next];
            if ((place & 1) == 1 || place == last)
            {
                oldHash = TreeHash.OfNode(in beside, in oldHash);
                newHash = TreeHash.OfNode(in beside, in newHash);
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                newHash = TreeHash.OfNode(in newHash, in beside);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }
}
