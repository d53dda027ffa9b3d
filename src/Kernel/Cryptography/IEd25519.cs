namespace Sekisho.Kernel.Cryptography;

/// <summary>
/// Ed25519 signatures (RFC 8032 §5.1), which .NET does not have: one interface, so that another library, a
/// hardware key or .NET itself can take the place of the one behind it.
/// </summary>
public interface IEd25519
{
    /// <summary>The public key that belongs to a seed.</summary>
    /// <param name="seed">The private key: 32 random bytes.</param>
    /// <param name="publicKey">Takes 32 bytes.</param>
    /// <exception cref="ArgumentException">A length is wrong: a bug of the caller.</exception>
    void GetPublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey);

    /// <summary>Signs a message; the same seed and message always give the same signature.</summary>
    /// <param name="seed">The private key: 32 random bytes.</param>
    /// <param name="message">Any bytes.</param>
    /// <param name="signature">Takes 64 bytes.</param>
    /// <exception cref="ArgumentException">A length is wrong: a bug of the caller.</exception>
    void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature);

    /// <summary>Whether <paramref name="signature"/> over <paramref name="message"/> was made with that key. Any bytes of any length may be given.</summary>
    /// <returns>False also when a length is wrong or the key is no point of the curve; never an exception.</returns>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
