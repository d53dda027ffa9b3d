using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Tests.Support;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Tests.Tiles;

public sealed class GrowingTreeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_600)]
    public void A_tree_goes_on_where_its_tiles_end(long size)
    {
        using var log = new TestLog().GrowTo(size);
        var again = new GrowingTree((_, _) => { });
        Assert.True(again.TryRestore(log.Tiles, size, log.Head.Root));
        for (var i = size; i < size + 300; i++) again.Append(TreeHash.OfLeaf(SlowTree.Entry(i)));
        log.GrowTo(size + 300);
        Assert.Equal(log.Head.Root, again.Root());
        Assert.Equal(
            TileGrid.PartialsOf(size + 300).Where(tile => tile.Level >= 0).Select(tile => Convert.ToHexString(File.ReadAllBytes(log.Tiles.PathOf(tile)))),
            again.Partials().Select(partial => Convert.ToHexString(partial.Hashes)));
    }

    [Fact]
    public void A_tree_whose_tiles_are_changed_or_missing_is_not_taken()
    {
        using var log = new TestLog().GrowTo(300);
        var root = log.Head.Root;
        log.Flip("tile/0/001.p/44", 7);
        Assert.False(new GrowingTree((_, _) => { }).TryRestore(log.Tiles, 300, in root));
        File.Delete(log.PathOf("tile/0/001.p/44"));
        Assert.False(new GrowingTree((_, _) => { }).TryRestore(log.Tiles, 300, in root));
    }

    /// <summary>A reader of an older size finds what it needs after the log has grown and the partial tile is gone.</summary>
    [Fact]
    public void A_partial_tile_that_is_gone_is_read_from_the_full_one()
    {
        using var log = new TestLog().GrowTo(300);
        var root = log.Head.Root;
        log.GrowTo(600);
        Directory.Delete(log.PathOf("tile/0/001.p"), recursive: true);
        Directory.Delete(log.PathOf("tile/1/000.p"), recursive: true);
        Assert.False(new GrowingTree((_, _) => { }).TryRestore(log.Tiles, 300, in root));
        log.GrowTo(600);
        Assert.True(new GrowingTree((_, _) => { }).TryRestore(log.Tiles, 300, in root));
    }
}
