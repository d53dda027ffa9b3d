namespace Sekisho.MailAuth.Dkim;

/// <summary>The algorithms that count (RFC 8301 §3.1, RFC 8463 §3).</summary>
public enum DkimAlgorithm
{
    /// <summary>RSA with SHA-256, PKCS #1 version 1.5.</summary>
    RsaSha256,

    /// <summary>Ed25519 over a SHA-256 hash.</summary>
    Ed25519Sha256,
}
