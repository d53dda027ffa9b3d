using System.Security.Cryptography;

namespace Sekisho.Identity.Keys;

/// <summary>
/// Secret keys of 32 bytes with numbers, so that a key can be changed while what an older one made stays checkable.
/// The keys never leave: callers get MACs (HMAC, RFC 2104). One ring serves one purpose. Safe for many threads.
/// </summary>
public sealed class KeyRing : IDisposable
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>The length of a MAC, in bytes.</summary>
    public const int MacBytes = HMACSHA256.HashSizeInBytes;

    /// <summary>The most keys of one ring: each older key is one more that could leak, and look-up is a walk.</summary>
    public const int MostKeys = 16;

    private readonly Lock _changes = new();
    private volatile Keys _keys;

    /// <summary>Makes a ring of one key, which is the current one.</summary>
    /// <param name="id">The key's number, which records made with it keep.</param>
    /// <param name="key">32 bytes; copied.</param>
    /// <exception cref="ArgumentException">The key does not have 32 bytes.</exception>
    public KeyRing(uint id, ReadOnlySpan<byte> key) => _keys = new Keys([id], [Copy(key)], 0);

    /// <summary>The number of the key that new records are made with.</summary>
    public uint CurrentId
    {
        get
        {
            var keys = _keys;
            return keys.Ids[keys.Current];
        }
    }

    /// <summary>The numbers of all keys.</summary>
    public IReadOnlyList<uint> Ids => [.. _keys.Ids];

    /// <summary>Adds a key.</summary>
    /// <param name="id">A number that the ring does not have yet.</param>
    /// <param name="key">32 bytes; copied.</param>
    /// <param name="makeCurrent">Use it for new records from now on.</param>
    /// <returns>False when the number is taken or the ring is full (<see cref="MostKeys"/>).</returns>
    /// <exception cref="ArgumentException">The key does not have 32 bytes.</exception>
    public bool TryAdd(uint id, ReadOnlySpan<byte> key, bool makeCurrent)
    {
        var secret = Copy(key);
        lock (_changes)
        {
            var old = _keys;
            if (Array.IndexOf(old.Ids, id) >= 0 || old.Ids.Length >= MostKeys) return false;
            _keys = new Keys([.. old.Ids, id], [.. old.Secrets, secret], makeCurrent ? old.Ids.Length : old.Current);
            return true;
        }
    }

    /// <summary>Wipes and forgets a key: what it made can never be checked again.</summary>
    /// <returns>False when the ring does not have it or it is the current one.</returns>
    public bool TryRemove(uint id)
    {
        lock (_changes)
        {
            var old = _keys;
            var at = Array.IndexOf(old.Ids, id);
            if (at < 0 || at == old.Current) return false;
            int[] kept = [.. Enumerable.Range(0, old.Ids.Length).Where(index => index != at)];
            _keys = new Keys([.. kept.Select(index => old.Ids[index])], [.. kept.Select(index => old.Secrets[index])], Array.IndexOf(kept, old.Current));
            // Random and not zeros: a check that runs at this moment must refuse, and a key of zeros could be foreseen.
            RandomNumberGenerator.Fill(old.Secrets[at]);
            return true;
        }
    }

    /// <summary>HMAC-SHA256 of <paramref name="data"/> under the current key.</summary>
    /// <param name="data">What is authenticated; begin it with a word for its purpose.</param>
    /// <param name="mac">Gets <see cref="MacBytes"/> bytes.</param>
    /// <returns>The number of the key.</returns>
    public uint Mac(ReadOnlySpan<byte> data, Span<byte> mac)
    {
        var keys = _keys;
        HMACSHA256.HashData(keys.Secrets[keys.Current], data, mac);
        return keys.Ids[keys.Current];
    }

    /// <summary>HMAC-SHA256 of <paramref name="data"/> under the key <paramref name="id"/>; without allocation.</summary>
    /// <returns>False when the ring does not have the key; <paramref name="mac"/> is then untouched.</returns>
    public bool TryMac(uint id, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        var keys = _keys;
        var at = Array.IndexOf(keys.Ids, id);
        if (at < 0) return false;
        HMACSHA256.HashData(keys.Secrets[at], data, mac);
        return true;
    }

    /// <summary>Whether <paramref name="mac"/> is the MAC of <paramref name="data"/> under the key <paramref name="id"/>, compared in constant time.</summary>
    public bool Verify(uint id, ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac)
    {
        Span<byte> right = stackalloc byte[MacBytes];
        return TryMac(id, data, right) && CryptographicOperations.FixedTimeEquals(right, mac);
    }

    /// <summary>Wipes all keys. Use after that gives wrong MACs, so that everything is refused.</summary>
    public void Dispose()
    {
        lock (_changes)
        {
            var keys = _keys;
            foreach (var secret in keys.Secrets) RandomNumberGenerator.Fill(secret);
        }
    }

    private static byte[] Copy(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes) throw new ArgumentException($"A key has {KeyBytes} bytes, not {key.Length}.", nameof(key));
        // Pinned, so that the collector leaves no copies behind that are never wiped.
        var copy = GC.AllocateUninitializedArray<byte>(KeyBytes, pinned: true);
        key.CopyTo(copy);
        return copy;
    }

    private sealed record Keys(uint[] Ids, byte[][] Secrets, int Current);
}
