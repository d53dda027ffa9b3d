namespace Sekisho.Identity.OneTimeCodes;

/// <summary>The hash of the HMAC (RFC 6238 §1.2).</summary>
public enum TotpAlgorithm
{
    /// <summary>HMAC-SHA-1: what all authenticator apps know.</summary>
    Sha1 = 1,

    /// <summary>HMAC-SHA-256.</summary>
    Sha256 = 2,

    /// <summary>HMAC-SHA-512.</summary>
    Sha512 = 3,
}
