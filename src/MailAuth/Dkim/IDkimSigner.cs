namespace Sekisho.MailAuth.Dkim;

/// <summary>Holds a private key and signs with it; the key itself never leaves its holder.</summary>
public interface IDkimSigner
{
    /// <summary>What it signs with.</summary>
    DkimAlgorithm Algorithm { get; }

    /// <summary>Signs a hash: RSA PKCS #1 version 1.5 over it as a SHA-256 hash, or Ed25519 over its bytes (RFC 8463 §3).</summary>
    /// <param name="hash">A SHA-256 hash, 32 bytes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The signature.</returns>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation = default);
}
