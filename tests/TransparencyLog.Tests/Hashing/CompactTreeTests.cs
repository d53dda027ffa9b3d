using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Tests.Support;

namespace Sekisho.TransparencyLog.Tests.Hashing;

public sealed class CompactTreeTests
{
    [Fact]
    public void The_root_is_that_of_the_definition_at_every_size()
    {
        var tree = new CompactTree();
        for (var size = 0; size < 300; size++)
        {
            Assert.Equal(SlowTree.Root(size), tree.Root());
            Assert.Equal(size, tree.Size);
            tree.Append(TreeHash.OfLeaf(SlowTree.Entry(size)));
        }
    }
}
