namespace Sekisho.Kernel.Cryptography;

/// <summary>The lengths of Ed25519 (RFC 8032 §5.1.5, §5.1.6), in bytes.</summary>
public static class Ed25519Sizes
{
    /// <summary>A private key: the seed of which everything else is made.</summary>
    public const int SeedBytes = 32;

    /// <summary>A public key.</summary>
    public const int PublicKeyBytes = 32;

    /// <summary>A signature.</summary>
    public const int SignatureBytes = 64;
}
