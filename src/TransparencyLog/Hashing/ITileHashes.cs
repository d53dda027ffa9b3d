namespace Sekisho.TransparencyLog.Hashing;

/// <summary>Takes the hashes that make up the tiles, in the order in which they come into being.</summary>
internal interface ITileHashes
{
    /// <summary>The next hash of the tiles of a level.</summary>
    void Add(int level, in TreeHash hash);
}
