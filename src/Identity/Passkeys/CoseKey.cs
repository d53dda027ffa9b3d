using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.Identity.Passkeys;

/// <summary>A public key as authenticators send it (COSE_Key, RFC 9052 §7, RFC 9053 §7).</summary>
public sealed class CoseKey
{
    /// <summary>The longest key, in bytes: RSA of 4096 bits has about 540.</summary>
    public const int LongestBytes = 1024;

    private const int LeastModulusBytes = 256;
    private const int MostModulusBytes = 512;
    private const int CoordinateBytes = 32;

    private readonly byte[] _first;
    private readonly byte[] _second;

    private CoseKey(CoseAlgorithm algorithm, byte[] encoded, byte[] first, byte[] second)
    {
        Algorithm = algorithm;
        Encoded = encoded;
        _first = first;
        _second = second;
    }

    /// <summary>Of which algorithm.</summary>
    public CoseAlgorithm Algorithm { get; }

    /// <summary>The key as it was read: this is what is stored.</summary>
    public IReadOnlyList<byte> Encoded { get; }

    /// <summary>Reads a key that fills all of <paramref name="bytes"/>.</summary>
    /// <returns>False for anything else: other algorithms, a curve or type that does not fit, RSA below 2048 or above 4096 bits, a point that is not on the curve.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out CoseKey? key) => TryReadFirst(bytes, out key, out var length) && length == bytes.Length;

    /// <summary>Reads the key at the beginning of <paramref name="bytes"/>.</summary>
    internal static bool TryReadFirst(ReadOnlySpan<byte> bytes, out CoseKey? key, out int length)
    {
        key = null;
        length = 0;
        var reader = new CborReader(bytes);
        if (!TryReadParameters(ref reader, out var parameters)) return false;
        length = reader.Position;
        if (length > LongestBytes) return false;
        key = Make(parameters, bytes[..length].ToArray());
        return key is not null;
    }

    /// <summary>Whether the signature over <paramref name="data"/> was made with this key. Any bytes may be given.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">ES256: ECDSA in DER (WebAuthn §6.5.5); the others as they are.</param>
    /// <param name="ed25519">Needed for EdDSA; null where the system has none: then such a signature is refused.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, IEd25519? ed25519)
    {
        try
        {
            switch (Algorithm)
            {
                case CoseAlgorithm.Es256:
                    using (var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = _first, Y = _second } }))
                        return ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
                case CoseAlgorithm.Rs256:
                    using (var rsa = RSA.Create(new RSAParameters { Modulus = _first, Exponent = _second }))
                        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                case CoseAlgorithm.EdDsa: return ed25519 is not null && ed25519.Verify(_first, data, signature);
                default: return false;
            }
        }
        catch (CryptographicException)
        {
            // The library says so where a signature or key has no valid form.
            return false;
        }
    }

    private static bool TryReadParameters(ref CborReader reader, out Parameters parameters)
    {
        parameters = default;
        if (!reader.TryReadMap(out var pairs)) return false;
        var seen = new HashSet<long>();
        for (var i = 0; i < pairs; i++)
        {
            // RFC 8949 §5.6: a key twice is no valid map, and which one counts differs between readers.
            if (!reader.TryReadInteger(out var label) || !seen.Add(label)) return false;
            if (label is -1 or -2 or -3 && reader.NextType == 2)
            {
                if (!reader.TryReadBytes(out var value)) return false;
                if (label == -1) parameters.MinusOneBytes = value.ToArray();
                else if (label == -2) parameters.MinusTwo = value.ToArray();
                else parameters.MinusThree = value.ToArray();
            }
            else if (label is 1 or 3 or -1 && reader.NextType is 0 or 1)
            {
                if (!reader.TryReadInteger(out var number)) return false;
                if (label == 1) parameters.Type = number;
                else if (label == 3) parameters.Algorithm = number;
                else parameters.Curve = number;
            }
            else if (!reader.TrySkip())
            {
                return false;
            }
        }

        return true;
    }

    private static CoseKey? Make(in Parameters parameters, byte[] encoded) => (parameters.Type, parameters.Algorithm, parameters.Curve) switch
    {
        (2, (long)CoseAlgorithm.Es256, 1) when parameters is { MinusTwo: { Length: CoordinateBytes } x, MinusThree: { Length: CoordinateBytes } y } && IsOnCurve(x, y) =>
            new CoseKey(CoseAlgorithm.Es256, encoded, x, y),
        (1, (long)CoseAlgorithm.EdDsa, 6) when parameters.MinusTwo is { Length: Ed25519Sizes.PublicKeyBytes } point =>
            new CoseKey(CoseAlgorithm.EdDsa, encoded, point, []),
        // A large exponent makes each check slow; none is longer than four bytes in practice.
        (3, (long)CoseAlgorithm.Rs256, _) when parameters is { MinusOneBytes: { Length: >= LeastModulusBytes and <= MostModulusBytes } modulus, MinusTwo: { Length: >= 1 and <= 4 } exponent }
            && modulus[0] != 0 && (modulus[^1] & 1) == 1 && (exponent[^1] & 1) == 1 && exponent is not [1] =>
            new CoseKey(CoseAlgorithm.Rs256, encoded, modulus, exponent),
        _ => null,
    };

    private static bool IsOnCurve(byte[] x, byte[] y)
    {
        try
        {
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return true;
        }
        catch (CryptographicException)
        {
            // The import checks the point.
            return false;
        }
    }

    private struct Parameters
    {
        public long Type;
        public long Algorithm;
        public long Curve;
        public byte[]? MinusOneBytes;
        public byte[]? MinusTwo;
        public byte[]? MinusThree;
    }
}
