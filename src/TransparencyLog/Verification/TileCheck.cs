using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Verification;

/// <summary>Compares the hashes that the leaves give with those in the tiles of one level above 0.</summary>
internal sealed class TileCheck(FolderTiles tiles, int level, long size, Action<LogFinding> find)
{
    private readonly byte[] _computed = new byte[TilePath.FullWidth * TreeHash.Bytes];
    private readonly byte[] _stored = new byte[TilePath.FullWidth * TreeHash.Bytes];
    private long _index;
    private int _width;

    /// <summary>The next hash of the level, as the leaves give it.</summary>
    public void Add(in TreeHash hash)
    {
        hash.CopyTo(_computed.AsSpan(_width * TreeHash.Bytes));
        if (++_width == TilePath.FullWidth) Compare();
    }

    /// <summary>The partial tile at the end.</summary>
    public void End()
    {
        if (_width > 0) Compare();
    }

    private void Compare()
    {
        var tile = new TilePath(level, _index, _width);
        if (TileGrid.At(level, _index, size).Width != _width) throw new InvalidOperationException($"The tree and its tiles disagree on {tile}.");
        if (!tiles.TryReadTile(tile, _stored))
        {
            find(new LogFinding(
                tiles.Exists(tile) ? FindingKind.Malformed : FindingKind.Missing, tile.ToString(), FirstLeaf(0),
                $"{_width * TreeHash.Bytes} bytes of hashes", tiles.Describe(tile)));
        }
        else
        {
            for (var i = 0; i < _width; i++)
            {
                var stored = new TreeHash(_stored.AsSpan(i * TreeHash.Bytes));
                var computed = new TreeHash(_computed.AsSpan(i * TreeHash.Bytes));
                if (stored != computed) find(new LogFinding(FindingKind.HashChanged, tile.ToString(), FirstLeaf(i), computed.ToString(), stored.ToString()));
            }
        }

        LogVerifier.FindChangedPartials(tiles, tile, _computed, FirstLeaf(0), find);
        _index++;
        _width = 0;
    }

    private long FirstLeaf(int position) => ((_index * TilePath.FullWidth) + position) << (8 * level);
}
