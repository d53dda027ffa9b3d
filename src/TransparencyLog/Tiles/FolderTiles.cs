namespace Sekisho.TransparencyLog.Tiles;

/// <summary>The tiles of a log that lies in a folder, at the paths of C2SP tlog-tiles.</summary>
/// <param name="folder">The log's folder: "checkpoint" and "tile" lie in it.</param>
public sealed class FolderTiles(string folder) : ITileSource
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The file of a tile.</summary>
    public string PathOf(TilePath tile) => Path.Combine(folder, tile.ToString());

    /// <inheritdoc/>
    public bool TryReadTile(TilePath tile, Span<byte> hashes)
    {
        hashes = hashes[..(tile.Width * Hashing.TreeHash.Bytes)];
        if (TryReadStart(tile, hashes)) return true;
        if (tile.IsFull) return false;
        return TryReadStart(tile.Full, hashes) || TryReadWider(tile, hashes);
    }

    /// <inheritdoc/>
    public byte[]? ReadBundle(TilePath bundle)
    {
        if (TryRead(bundle, out var bytes) || (!bundle.IsFull && TryRead(bundle.Full, out bytes))) return bytes;
        if (bundle.IsFull) return null;
        foreach (var wider in WiderPartials(bundle))
        {
            if (TryRead(wider, out bytes)) return bytes;
        }

        return null;
    }

    /// <summary>As <see cref="ReadBundle"/>, into a buffer that is used again and grows where it must.</summary>
    /// <param name="bundle">Which.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="isWider">A wider one was read in its place: only its first entries count.</param>
    /// <returns>How many bytes; -1 when the bundle is missing or longer than any can be.</returns>
    internal int ReadBundleInto(TilePath bundle, ref byte[] buffer, out bool isWider)
    {
        isWider = false;
        try
        {
            using var file = File.OpenHandle(PathOf(bundle));
            var length = RandomAccess.GetLength(file);
            if (length > EntryBundle.MaxBytes) return -1;
            if (length > buffer.Length) buffer = new byte[length];
            return RandomAccess.Read(file, buffer.AsSpan(0, (int)length), 0);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            if (bundle.IsFull || ReadBundle(bundle) is not { } wider) return -1;
            buffer = wider;
            isWider = true;
            return wider.Length;
        }
    }

    /// <summary>The partial forms of a tile that are there, narrower than it: left from smaller sizes of the log.</summary>
    internal IEnumerable<(TilePath Tile, byte[] Content)> NarrowerPartials(TilePath tile)
    {
        var partials = Path.Combine(folder, tile.PartialFolder);
        if (!Directory.Exists(partials)) yield break;
        for (var width = 1; width < tile.Width; width++)
        {
            if (TryRead(tile with { Width = width }, out var content)) yield return (tile with { Width = width }, content!);
        }
    }

    /// <summary>Whether there is a file of that tile at all.</summary>
    internal bool Exists(TilePath tile) => File.Exists(PathOf(tile)) || (!tile.IsFull && File.Exists(PathOf(tile.Full)));

    /// <summary>What lies in the place of a tile, in words.</summary>
    internal string Describe(TilePath tile)
    {
        var file = new FileInfo(PathOf(tile));
        if (!file.Exists && !tile.IsFull) file = new FileInfo(PathOf(tile.Full));
        return file.Exists ? $"{file.Length} bytes" : "nothing";
    }

    private bool TryReadWider(TilePath tile, Span<byte> hashes)
    {
        foreach (var wider in WiderPartials(tile))
        {
            if (TryReadStart(wider, hashes)) return true;
        }

        return false;
    }

    /// <summary>A partial tile is removed once a wider one stands in its place: the log has grown between two reads.</summary>
    private IEnumerable<TilePath> WiderPartials(TilePath tile)
    {
        var partials = Path.Combine(folder, tile.PartialFolder);
        if (!Directory.Exists(partials)) yield break;
        for (var width = tile.Width + 1; width < TilePath.FullWidth; width++)
        {
            if (File.Exists(PathOf(tile with { Width = width }))) yield return tile with { Width = width };
        }
    }

    private bool TryReadStart(TilePath tile, Span<byte> hashes)
    {
        try
        {
            using var file = File.OpenHandle(PathOf(tile));
            return RandomAccess.GetLength(file) == tile.Width * Hashing.TreeHash.Bytes && RandomAccess.Read(file, hashes, 0) == hashes.Length;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private bool TryRead(TilePath tile, out byte[]? bytes)
    {
        bytes = null;
        try
        {
            using var file = File.OpenHandle(PathOf(tile));
            var length = RandomAccess.GetLength(file);
            if (length > EntryBundle.MaxBytes) return false;
            bytes = new byte[length];
            return RandomAccess.Read(file, bytes, 0) == bytes.Length;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
