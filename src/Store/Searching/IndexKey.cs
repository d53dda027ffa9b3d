using System.Security.Cryptography;
using System.Text;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Store.Searching;

/// <summary>
/// The leased index key of a mailbox, in the process of who leased it: opens summaries and makes search tokens. It opens no message.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class IndexKey : IDisposable
{
    /// <summary>The length of a search token, in bytes: two words of one mailbox have the same once in 10^19.</summary>
    public const int TokenBytes = 8;

    private readonly SealingKeyPair _pair;
    private readonly SecretBytes _search;

    private IndexKey(SealingKeyPair pair, SecretBytes search, DateTimeOffset expiresAt) => (_pair, _search, ExpiresAt) = (pair, search, expiresAt);

    /// <summary>Until when the lease holds; dispose it then.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Takes what the vault leased. The bytes may be wiped afterwards.</summary>
    /// <param name="id">The key's identifier.</param>
    /// <param name="privateKey">The private key, 32 bytes.</param>
    /// <param name="expiresAt">Until when the lease holds.</param>
    /// <returns>Null when they are no key.</returns>
    public static IndexKey? Take(string id, ReadOnlySpan<byte> privateKey, DateTimeOffset expiresAt)
    {
        if (!KeyId.TryParse(id, out var keyId) || SealingKeyPair.Import(keyId, privateKey) is not { } pair) return null;
        Span<byte> search = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, privateKey, search, Encoding.ASCII.GetBytes(keyId.ToString()), "sekisho search token v1"u8);
        return new IndexKey(pair, SecretBytes.Take(search), expiresAt);
    }

    /// <summary>Opens a summary's box.</summary>
    /// <param name="box">The box.</param>
    /// <param name="context">What it is bound to.</param>
    /// <returns>Null when it is sealed to another key or was changed. The caller wipes it.</returns>
    public SecretBytes? Open(byte[] box, ReadOnlySpan<byte> context)
    {
        if (!SealedBox.TryParse(box, out var read)) return null;
        using var key = BoxOpener.Derive(_pair, read.Header, SealPurpose.Summary, context);
        return key is null ? null : read.Open(key);
    }

    /// <summary>The tokens of the words of a text. Without this key nobody can tell which word a token is, nor try words.</summary>
    public IReadOnlyList<byte[]> TokensOf(string text) => [.. SearchWords.Of(text).Select(word => HMACSHA256.HashData(_search.Span, Encoding.UTF8.GetBytes(word))[..TokenBytes])];

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        _pair.Dispose();
        _search.Dispose();
    }
}
