using Sekisho.Kernel.Cryptography;

namespace Sekisho.MailAuth.Dkim;

/// <summary>Signs with an Ed25519 key in this process's memory: for tools and tests. The running system's keys are elsewhere.</summary>
/// <param name="ed25519">Ed25519.</param>
/// <param name="seed">The private key, 32 bytes.</param>
public sealed class Ed25519DkimSigner(IEd25519 ed25519, ReadOnlyMemory<byte> seed) : IDkimSigner
{
    /// <inheritdoc/>
    public DkimAlgorithm Algorithm => DkimAlgorithm.Ed25519Sha256;

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation = default)
    {
        var signature = new byte[Ed25519Sizes.SignatureBytes];
        ed25519.Sign(seed.Span, hash.Span, signature);
        return ValueTask.FromResult(signature);
    }
}
