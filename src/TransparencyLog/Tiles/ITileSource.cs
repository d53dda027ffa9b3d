namespace Sekisho.TransparencyLog.Tiles;

/// <summary>Where tiles and bundles come from: a folder, a server. What comes is not trusted; whoever reads it checks it against a checkpoint.</summary>
public interface ITileSource
{
    /// <summary>Reads a tile; of a partial tile that is gone, the beginning of a wider one.</summary>
    /// <param name="tile">Which; not a bundle.</param>
    /// <param name="hashes">Takes width × 32 bytes.</param>
    /// <returns>False when it is missing or has another length.</returns>
    bool TryReadTile(TilePath tile, Span<byte> hashes);

    /// <summary>Reads a bundle of entries; of a partial one that is gone, a wider one.</summary>
    /// <param name="bundle">Which.</param>
    /// <returns>Its bytes, perhaps with more entries than asked for; null when it is missing.</returns>
    byte[]? ReadBundle(TilePath bundle);
}
