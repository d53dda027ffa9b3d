using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sekisho.Sealing.Secrets;
using Sekisho.Sealing.Tags;

namespace Sekisho.Store.Memory;

/// <summary>
/// The keys of the tenants' memories, as the vault hands them over after each start: in memory only, so that who copies the store's
/// database can test no guess against what is in it. Safe for use by many threads.
/// </summary>
internal sealed class MemoryKeys : IDisposable
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<long, SecretBytes> _keys = new();

    /// <summary>Whether the key of a tenant is here.</summary>
    public bool Has(long tenant) => _keys.ContainsKey(tenant);

    /// <summary>Takes the key of a tenant, in place of another.</summary>
    public void Take(long tenant, ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            if (_keys.TryGetValue(tenant, out var before)) before.Dispose();
            _keys[tenant] = SecretBytes.Copy(key);
        }
    }

    /// <summary>The tag of a name in a tenant's memory; another tenant's is another.</summary>
    /// <returns>Null while the tenant's key is not here.</returns>
    public Tag? TagOf(long tenant, ReadOnlySpan<byte> kind, string name)
    {
        using var key = Derive(tenant, "tags"u8);
        if (key is null) return null;
        using var tags = new TagKey(key.Span);
        return tags.Of(kind, name);
    }

    /// <summary>The key by which words become places.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="salt">The salt of its row: another after everything was forgotten.</param>
    /// <returns>Null while the tenant's key is not here.</returns>
    public SecretBytes? OfWords(long tenant, ReadOnlySpan<byte> salt) => Derive(tenant, [.. "words "u8, .. salt]);

    /// <summary>Wipes the key of a tenant that is no more.</summary>
    public void Forget(long tenant)
    {
        lock (_lock)
            if (_keys.TryRemove(tenant, out var key)) key.Dispose();
    }

    /// <summary>Wipes all; the vault is asked for those that are needed.</summary>
    public void Clear()
    {
        foreach (var tenant in _keys.Keys) Forget(tenant);
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    /// <summary>Under the lock: a key must not be wiped while it is used.</summary>
    private SecretBytes? Derive(long tenant, ReadOnlySpan<byte> use)
    {
        Span<byte> derived = stackalloc byte[KeyBytes];
        lock (_lock)
        {
            if (!_keys.TryGetValue(tenant, out var key)) return null;
            HMACSHA256.HashData(key.Span, use, derived);
        }

        return SecretBytes.Take(derived);
    }
}
