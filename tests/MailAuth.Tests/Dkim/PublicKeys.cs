using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Sekisho.MailAuth.Tests.Dkim;

/// <summary>Public keys that no library would make.</summary>
internal static class PublicKeys
{
    /// <summary>An RSAPublicKey (RFC 8017 appendix A.1.1) with the modulus of a key and any exponent, in base64.</summary>
    public static string WithExponent(RSA key, byte[] exponent)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(key.ExportParameters(false).Modulus);
            writer.WriteIntegerUnsigned(exponent);
        }

        return Convert.ToBase64String(writer.Encode());
    }
}
