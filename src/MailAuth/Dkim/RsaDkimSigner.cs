using System.Security.Cryptography;

namespace Sekisho.MailAuth.Dkim;

/// <summary>Signs with an RSA key in this process's memory: for tools and tests. The running system's keys are elsewhere.</summary>
/// <param name="key">The key, at least 1024 bits (RFC 8301 §3.2 wants 2048); it stays the caller's.</param>
public sealed class RsaDkimSigner(RSA key) : IDkimSigner
{
    /// <inheritdoc/>
    public DkimAlgorithm Algorithm => DkimAlgorithm.RsaSha256;

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation = default)
    {
        lock (key) return ValueTask.FromResult(key.SignHash(hash.Span, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
