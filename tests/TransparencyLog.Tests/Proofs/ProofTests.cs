using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Tests.Support;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Tests.Proofs;

public sealed class ProofTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 300, 511, 513, 700];

    [Fact]
    public void Every_leaf_of_every_tree_has_its_proof()
    {
        using var log = new TestLog().GrowTo(700);
        var cases = 0;
        foreach (var size in Sizes)
        {
            var root = SlowTree.Root(size);
            var tree = new TreeReader(log.Tiles, size);
            for (long index = 0; index < size; index += size > 32 ? 13 : 1)
            {
                var leaf = TreeHash.OfLeaf(SlowTree.Entry(index));
                var proof = InclusionProof.Make(index, tree)!;
                Assert.True(InclusionProof.Verify(index, size, in leaf, in root, proof), $"{index} of {size}");
                AssertOnlyThis(index, size, leaf, root, [.. proof]);
                cases++;
            }
        }

        Assert.Equal(257, cases);
    }

    [Fact]
    public void Every_tree_has_its_proof_from_every_smaller_one()
    {
        using var log = new TestLog().GrowTo(700);
        var cases = 0;
        foreach (var newSize in Sizes)
        {
            var newRoot = SlowTree.Root(newSize);
            var tree = new TreeReader(log.Tiles, newSize);
            for (long oldSize = 0; oldSize <= newSize; oldSize += newSize > 32 ? 11 : 1)
            {
                var oldRoot = SlowTree.Root(oldSize);
                var proof = ConsistencyProof.Make(oldSize, tree)!;
                Assert.True(ConsistencyProof.Verify(oldSize, in oldRoot, newSize, in newRoot, proof), $"{oldSize} to {newSize}");
                if (oldSize > 0 && oldSize < newSize)
                {
                    Assert.False(ConsistencyProof.Verify(oldSize, TreeHash.Empty, newSize, in newRoot, proof));
                    Assert.False(ConsistencyProof.Verify(oldSize, in oldRoot, newSize, TreeHash.Empty, proof));
                    Assert.False(ConsistencyProof.Verify(oldSize, in oldRoot, newSize, in newRoot, [.. proof, TreeHash.Empty]));
                    Assert.False(ConsistencyProof.Verify(oldSize, in oldRoot, newSize, in newRoot, [.. proof.Take(proof.Count - 1)]));
                }

                cases++;
            }
        }

        Assert.Equal(305, cases);
    }

    [Fact]
    public void What_is_outside_of_the_tree_has_no_proof()
    {
        using var log = new TestLog().GrowTo(5);
        var tree = new TreeReader(log.Tiles, 5);
        Assert.Null(InclusionProof.Make(5, tree));
        Assert.Null(InclusionProof.Make(-1, tree));
        Assert.Null(ConsistencyProof.Make(6, tree));
        Assert.Null(InclusionProof.Make(0, new TreeReader(log.Tiles, 900)));
        Assert.False(InclusionProof.Verify(5, 5, TreeHash.Empty, TreeHash.Empty, []));
        Assert.False(InclusionProof.Verify(0, 0, TreeHash.Empty, TreeHash.Empty, []));
        Assert.False(ConsistencyProof.Verify(6, TreeHash.Empty, 5, TreeHash.Empty, []));
        Assert.False(ConsistencyProof.Verify(-1, TreeHash.Empty, 5, TreeHash.Empty, []));
    }

    [Fact]
    public void A_proof_of_more_hashes_than_a_tree_can_be_high_is_refused()
    {
        var many = Enumerable.Repeat(TreeHash.Empty, InclusionProof.MaxHashes).ToList();
        Assert.False(InclusionProof.Verify(0, long.MaxValue, TreeHash.Empty, TreeHash.Empty, many));
        Assert.False(InclusionProof.Verify(0, long.MaxValue, TreeHash.Empty, TreeHash.Empty, [.. many, TreeHash.Empty]));
        Assert.False(ConsistencyProof.Verify(3, TreeHash.Empty, long.MaxValue, TreeHash.Empty, [.. many, TreeHash.Empty]));
    }

    private static void AssertOnlyThis(long index, long size, TreeHash leaf, TreeHash root, List<TreeHash> proof)
    {
        var other = TreeHash.OfLeaf("another"u8);
        Assert.False(InclusionProof.Verify(index, size, in other, in root, proof));
        Assert.False(InclusionProof.Verify(index, size, in leaf, in other, proof));
        if (size > 1) Assert.False(InclusionProof.Verify(index == 0 ? 1 : index - 1, size, in leaf, in root, proof));
        Assert.False(InclusionProof.Verify(index, size, in leaf, in root, [.. proof, other]));
        for (var i = 0; i < proof.Count; i++)
        {
            List<TreeHash> changed = [.. proof];
            changed[i] = other;
            Assert.False(InclusionProof.Verify(index, size, in leaf, in root, changed));
        }
    }
}
