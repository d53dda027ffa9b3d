using System.Security.Cryptography;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Vault.Keys;

/// <summary>A root key that is in this process's memory.</summary>
internal sealed class MemoryRootKey : IRootKey
{
    private readonly SecretBytes _key;

    public MemoryRootKey(SecretBytes key)
    {
        _key = key;
        // The name comes from the key, so a file cannot claim to be another key than it is.
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key.Span, "sekisho root key id"u8, hash);
        Id = Convert.ToHexStringLower(hash[..16]);
    }

    /// <inheritdoc/>
    public string Id { get; }

    public ReadOnlySpan<byte> Span => _key.Span;

    /// <inheritdoc/>
    public byte[] Wrap(string kind, long number, ReadOnlySpan<byte> key) => KeyWrap.Seal(_key.Span, kind, number, key);

    /// <inheritdoc/>
    public SecretBytes? Unwrap(string kind, long number, ReadOnlySpan<byte> wrapped) =>
        KeyWrap.Open(_key.Span, kind, number, wrapped) is { } bytes ? SecretBytes.Take(bytes) : null;

    public void Dispose() => _key.Dispose();
}
