namespace Sekisho.Identity.Passkeys;

/// <summary>The signature algorithms that are accepted, by their COSE numbers (RFC 9053 §2, RFC 8812 §2).</summary>
public enum CoseAlgorithm
{
    /// <summary>ECDSA with P-256 and SHA-256.</summary>
    Es256 = -7,

    /// <summary>Ed25519.</summary>
    EdDsa = -8,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    Rs256 = -257,
}
