using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Tests.Tiles;

public sealed class TilePathTests
{
    [Theory]
    [InlineData(0, 0L, 256, "tile/0/000")]
    [InlineData(0, 1234067L, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 273L, 112, "tile/0/273.p/112")]
    [InlineData(63, 1000L, 1, "tile/63/x001/000.p/1")]
    [InlineData(TilePath.Entries, 999L, 256, "tile/entries/999")]
    [InlineData(TilePath.Entries, 123456789L, 255, "tile/entries/x123/x456/789.p/255")]
    public void A_tile_has_one_path(int level, long index, int width, string path)
    {
        Assert.Equal(path, new TilePath(level, index, width).ToString());
        Assert.True(TilePath.TryParse(path, out var tile));
        Assert.Equal(new TilePath(level, index, width), tile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/entry/000")]
    [InlineData("tile/0/../000")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Anything_else_is_none(string path) => Assert.False(TilePath.TryParse(path, out _));

    /// <summary>The example of the specification.</summary>
    [Fact]
    public void A_tree_of_seventy_thousand_has_the_tiles_that_the_specification_names()
    {
        Assert.Equal(274, TileGrid.TilesAt(0, 70_000));
        Assert.Equal(2, TileGrid.TilesAt(1, 70_000));
        Assert.Equal(1, TileGrid.TilesAt(2, 70_000));
        Assert.Equal(3, TileGrid.Levels(70_000));
        Assert.Equal(
            ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"],
            TileGrid.PartialsOf(70_000).Select(tile => tile.ToString()));
        Assert.Equal(["tile/1/000.p/1"], TileGrid.PartialsOf(256).Select(tile => tile.ToString()));
        Assert.Equal(256, TileGrid.At(0, 0, 256).Width);
    }
}
