using Sekisho.Ledger.Publishing;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Sequencing;

/// <summary>The growing end of the log in memory: the tree, the bundle that is not full, and the full tiles and bundles that are not published yet.</summary>
internal sealed class LogTail
{
    private readonly GrowingTree _tree;
    private readonly EntryBuffer _bundle = new();
    private List<TileFile> _full = [];

    public LogTail() => _tree = new GrowingTree((tile, hashes) => _full.Add(new TileFile(tile, hashes)));

    public long Size => _tree.Size;

    public TreeHash Root() => _tree.Root();

    /// <summary>Takes over the published part; see <see cref="GrowingTree.TryRestore"/>.</summary>
    /// <returns>False when what lies there is not the tree with that hash.</returns>
    public bool TryRestore(FolderTiles tiles, long size, in TreeHash root)
    {
        if (!_tree.TryRestore(tiles, size, in root)) return false;
        var width = (int)(size % TilePath.FullWidth);
        if (width == 0) return true;
        var bundle = tiles.ReadBundle(new TilePath(TilePath.Entries, size / TilePath.FullWidth, width));
        var reader = new TreeReader(tiles, size);
        ReadOnlySpan<byte> rest = bundle;
        for (var i = 0; i < width; i++)
        {
            if (!EntryBundle.TryTake(ref rest, out var entry) || reader.Leaf(size - width + i) != TreeHash.OfLeaf(entry)) return false;
            _bundle.Add(entry);
        }

        return true;
    }

    /// <summary>Appends an entry.</summary>
    public void Append(ReadOnlySpan<byte> entry)
    {
        var leaf = TreeHash.OfLeaf(entry);
        _bundle.Add(entry);
        _tree.Append(in leaf);
        if (Size % TilePath.FullWidth != 0) return;
        _full.Add(new TileFile(new TilePath(TilePath.Entries, (Size / TilePath.FullWidth) - 1, TilePath.FullWidth), _bundle.Written.ToArray()));
        _bundle.Clear();
    }

    /// <summary>Hands over what is full.</summary>
    public IReadOnlyList<TileFile> TakeFull()
    {
        var full = _full;
        _full = [];
        return full;
    }

    /// <summary>What is partial now, in copies.</summary>
    public IReadOnlyList<TileFile> Partials()
    {
        List<TileFile> partials = [.. _tree.Partials().Select(partial => new TileFile(partial.Tile, partial.Hashes))];
        if (Size % TilePath.FullWidth != 0) partials.Add(new TileFile(TileGrid.At(TilePath.Entries, Size / TilePath.FullWidth, Size), _bundle.Written.ToArray()));
        return partials;
    }
}
