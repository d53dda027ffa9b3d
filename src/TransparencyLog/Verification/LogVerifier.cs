using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Verification;

/// <summary>
/// Verifies a whole log in a folder against a checkpoint: reads every entry once, in order, builds the tree anew and compares every
/// hash of every tile. Memory stays the same however long the log is. Steps:
/// 1. every entry hashes to the leaf hash in its level-0 tile; partial tiles left from smaller sizes are beginnings of today's;
/// 2. every hash of the tiles above is the one that the leaves give;
/// 3. the tree's hash is the signed one;
/// 4. what is missing at the beginning is declared as removed by an entry that is there.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class LogVerifier : ITileHashes
{
    /// <summary>After so many findings the rest is not listed: what is wrong is clear, and the report must not fill the memory.</summary>
    public const int MostFindings = 100;

    private const int ProgressEvery = 1024;

    private readonly FolderTiles _tiles;
    private readonly VerifyOptions _options;
    private readonly List<LogFinding> _findings = [];
    private readonly CompactTree _tree = new();
    private readonly TileCheck[] _above = new TileCheck[8];
    private readonly byte[] _leaves = new byte[TilePath.FullWidth * TreeHash.Bytes];
    private readonly int[] _ends = new int[TilePath.FullWidth];
    private long _size;
    private long _verified;
    private long _missingTo;
    private long _declared;
    private byte[] _bundle = new byte[128 * 1024];

    private LogVerifier(FolderTiles tiles, VerifyOptions options)
    {
        _tiles = tiles;
        _options = options;
    }

    /// <summary>Verifies the log.</summary>
    /// <param name="tiles">The folder.</param>
    /// <param name="checkpoint">What it must be.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static LogReport Verify(FolderTiles tiles, Checkpoint checkpoint, VerifyOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new LogVerifier(tiles, options ?? new VerifyOptions()).Run(checkpoint, cancellation);
    }

    void ITileHashes.Add(int level, in TreeHash hash)
    {
        if (level == 0 || level >= _above.Length) return;
        (_above[level] ??= new TileCheck(_tiles, level, _size, Find)).Add(in hash);
    }

    private LogReport Run(Checkpoint checkpoint, CancellationToken cancellation)
    {
        _size = checkpoint.Size;
        for (long index = 0; index < TileGrid.TilesAt(0, _size); index++)
        {
            cancellation.ThrowIfCancellationRequested();
            VerifyTile(TileGrid.At(0, index, _size));
            if (index % ProgressEvery == ProgressEvery - 1) _options.Progress?.Invoke(_tree.Size);
        }

        foreach (var above in _above) above?.End();
        if (_tree.Root() != checkpoint.Root)
            Find(new LogFinding(FindingKind.RootDiffers, "checkpoint", -1, $"the tree of {_size} entries with the root {checkpoint.Root}", $"the root {_tree.Root()}"));
        if (_missingTo > _declared)
        {
            Find(new LogFinding(
                FindingKind.PrunedUndeclared, "tile/entries", _declared, $"every entry from {_declared} on", $"entries up to {_missingTo - 1} are missing and no entry declares it"));
        }

        return new LogReport { Size = _size, Pruned = Math.Min(_declared, _missingTo), EntriesVerified = _verified, Findings = _findings };
    }

    /// <summary>One level-0 tile and the bundle of its entries.</summary>
    private void VerifyTile(TilePath tile)
    {
        var leaves = _leaves.AsSpan(0, tile.Width * TreeHash.Bytes);
        var hasLeaves = _tiles.TryReadTile(tile, leaves);
        if (!hasLeaves) Find(new LogFinding(MissingOrMalformed(tile), tile.ToString(), FirstOf(tile), $"{leaves.Length} bytes of hashes", _tiles.Describe(tile)));
        if (hasLeaves) FindChangedPartials(_tiles, tile, leaves, FirstOf(tile), Find);
        var bundlePath = tile with { Level = TilePath.Entries };
        var length = _tiles.ReadBundleInto(bundlePath, ref _bundle, out var isWider);
        if (length < 0)
        {
            // Perhaps removed under the retention policy: whether an entry says so is known at the end.
            if (_missingTo == FirstOf(tile) && tile.IsFull) _missingTo = FirstOf(tile) + tile.Width;
            else Find(new LogFinding(FindingKind.Missing, bundlePath.ToString(), FirstOf(tile), $"{tile.Width} entries", "nothing"));
            AppendLeaves(leaves, tile.Width);
            return;
        }

        var bundle = _bundle.AsSpan(0, length);
        if (!EntryBundle.TryMeasureStart(bundle, tile.Width, _ends, allowMore: isWider))
        {
            Find(new LogFinding(FindingKind.Malformed, bundlePath.ToString(), FirstOf(tile), $"{tile.Width} whole entries", $"{length} bytes that are not"));
            AppendLeaves(leaves, tile.Width);
            return;
        }

        // Before hashing, which overwrites the byte before each entry.
        foreach (var (partial, content) in _tiles.NarrowerPartials(bundlePath))
        {
            if (!bundle[.._ends[partial.Width - 1]].SequenceEqual(content))
                Find(new LogFinding(FindingKind.EntryChanged, partial.ToString(), FirstOf(tile), $"the first {partial.Width} entries of {bundlePath}", $"{content.Length} other bytes"));
        }

        VerifyEntries(tile, bundle, hasLeaves ? leaves : default);
    }

    private void VerifyEntries(TilePath tile, Span<byte> bundle, ReadOnlySpan<byte> leaves)
    {
        var start = 0;
        for (var i = 0; i < tile.Width; i++)
        {
            var end = _ends[i];
            // Before hashing, which overwrites the byte before the entry.
            if (_options.Pruned is { } pruned) _declared = Math.Max(_declared, pruned(bundle[(start + EntryBundle.LengthBytes)..end]));
            var hash = TreeHash.OfLeafInPlace(bundle[(start + 1)..end]);
            if (!leaves.IsEmpty)
            {
                var logged = new TreeHash(leaves[(i * TreeHash.Bytes)..]);
                if (logged != hash)
                    Find(new LogFinding(FindingKind.EntryChanged, (tile with { Level = TilePath.Entries }).ToString(), FirstOf(tile) + i, $"an entry with the hash {logged} (of {tile})", hash.ToString()));
            }

            // What the entry itself gives: the root tells whether entry or tile was changed.
            _tree.Append(in hash, this);
            start = end;
        }

        _verified += tile.Width;
    }

    /// <summary>What is left of smaller sizes of the log must be the beginning of what is there now: somebody may still read it.</summary>
    internal static void FindChangedPartials(FolderTiles tiles, TilePath tile, ReadOnlySpan<byte> hashes, long first, Action<LogFinding> find)
    {
        foreach (var (partial, content) in tiles.NarrowerPartials(tile))
        {
            if (!hashes[..(partial.Width * TreeHash.Bytes)].SequenceEqual(content))
                find(new LogFinding(FindingKind.HashChanged, partial.ToString(), first, $"the first {partial.Width} hashes of {tile}", $"{content.Length} other bytes"));
        }
    }

    /// <summary>Where the entries are gone the hashes in the tile stand for them.</summary>
    private void AppendLeaves(ReadOnlySpan<byte> leaves, int width)
    {
        for (var i = 0; i < width; i++)
        {
            var hash = new TreeHash(leaves[(i * TreeHash.Bytes)..]);
            _tree.Append(in hash, this);
        }
    }

    private void Find(LogFinding finding)
    {
        if (_findings.Count < MostFindings) _findings.Add(finding);
    }

    private FindingKind MissingOrMalformed(TilePath tile) => _tiles.Exists(tile) ? FindingKind.Malformed : FindingKind.Missing;

    private static long FirstOf(TilePath tile) => tile.Index * TilePath.FullWidth;
}
