namespace Sekisho.Store.Published;

/// <summary>What the store has.</summary>
/// <param name="Version">The version of its directory: the one asked for after a last page that was taken; 0 when it never had one.</param>
/// <param name="QueueKeysInUse">
/// The identifiers of the queue keys (32 hexadecimal digits) that something still waits under, the current one always among
/// them. The vault may destroy all others.
/// </param>
/// <param name="Tagged">Whether the store has a lookup key and a queue key: without them it takes no mail.</param>
/// <param name="OrderKey">The identifier of the key by which it knows orders; null when it has none.</param>
public sealed record PublishDirectoryReply(long Version, IReadOnlyList<string> QueueKeysInUse, bool Tagged, string? OrderKey = null);
