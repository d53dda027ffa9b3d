namespace Sekisho.Store.Published;

/// <summary>What the store has.</summary>
/// <param name="Version">The version of its directory: the one asked for after a last page that was taken; 0 when it never had one.</param>
/// <param name="QueueKeysInUse">
/// The identifiers of the queue keys (32 hexadecimal digits) that something still waits under, the current one always among
/// them. The vault may destroy all others.
/// </param>
/// <param name="Tagged">Whether the store has a lookup key and a queue key: without them it takes no mail.</param>
/// <param name="OrderKey">The identifier of the key by which it knows orders; null when it has none.</param>
/// <param name="WithoutMemoryKey">Tenants whose memory's key it has not been given since its start, at most <see cref="MostWithoutMemoryKey"/> at once; null for none.</param>
public sealed record PublishDirectoryReply(long Version, IReadOnlyList<string> QueueKeysInUse, bool Tagged, string? OrderKey = null, IReadOnlyList<long>? WithoutMemoryKey = null)
{
    /// <summary>The most tenants that are named; the others are when those have their key.</summary>
    public const int MostWithoutMemoryKey = 5_000;
}
