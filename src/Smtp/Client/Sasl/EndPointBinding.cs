using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sekisho.Smtp.Client.Sasl;

/// <summary>The channel binding tls-server-end-point (RFC 5929 §4.1): the hash of the server's certificate.</summary>
internal static class EndPointBinding
{
    /// <summary>The binding; null for a signature algorithm for which RFC 5929 names no hash.</summary>
    public static byte[]? Of(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        // MD5 and SHA-1 with RSA, SHA-1 with ECDSA: SHA-256 in their place; and SHA-256 itself.
        "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1"
            or "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => SHA256.HashData(certificate.RawData),
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => SHA384.HashData(certificate.RawData),
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => SHA512.HashData(certificate.RawData),
        _ => null,
    };
}
