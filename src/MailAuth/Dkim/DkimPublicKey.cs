using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.MailAuth.Dkim;

/// <summary>A public key from a key record.</summary>
internal sealed class DkimPublicKey
{
    private readonly RSA? _rsa;
    private readonly byte[] _ed25519;

    private DkimPublicKey(RSA? rsa, byte[] ed25519, int bits)
    {
        _rsa = rsa;
        _ed25519 = ed25519;
        Bits = bits;
    }

    /// <summary>RFC 8301 §3.2: below, it must not count.</summary>
    public const int MinRsaBits = 1024;

    /// <summary>Beyond, a verification costs milliseconds: stops keys made to cost time. RFC 8301 §3.2 asks for 4096.</summary>
    public const int MaxRsaBits = 8192;

    // The key of 8192 bits with its frame has 1,058 bytes.
    private const int MaxRsaBytes = 1200;

    // The cost of a verification grows with the exponent; all keys in use have 17 bits (65537) or fewer.
    private const int MaxExponentBytes = 4;

    /// <summary>The length in bits.</summary>
    public int Bits { get; }

    public bool IsRsa => _rsa is not null;

    /// <summary>Below 2048 bits (RFC 8301 §3.2 asks signers for at least that).</summary>
    public bool IsWeak => IsRsa && Bits < 2048;

    /// <summary>Reads an RSA key: SubjectPublicKeyInfo as everyone publishes, or the bare RSAPublicKey of the RFC's text (RFC 6376 §3.6.1, erratum 3017).</summary>
    public static DkimPublicKey? ReadRsa(byte[] bytes, out DkimFlaw? flaw)
    {
        flaw = null;
        if (bytes.Length > MaxRsaBytes)
        {
            flaw = new DkimFlaw(DkimProblem.KeyTooLarge, $"The RSA key has {bytes.Length} bytes.");
            return null;
        }

        var rsa = RSA.Create();
        if (!TryImport(rsa, bytes, out var parameters))
        {
            rsa.Dispose();
            flaw = new DkimFlaw(DkimProblem.BadKey, "p= is no RSA key.");
            return null;
        }

        var exponent = parameters.Exponent!;
        var small = exponent.Length == 1 && exponent[0] < 3;
        if (small || (exponent[^1] & 1) == 0) flaw = new DkimFlaw(DkimProblem.BadKey, "The exponent of the RSA key proves nothing.");
        else if (rsa.KeySize < MinRsaBits) flaw = new DkimFlaw(DkimProblem.KeyTooShort, $"The RSA key has {rsa.KeySize} bits.");
        else if (rsa.KeySize > MaxRsaBits || exponent.Length > MaxExponentBytes) flaw = new DkimFlaw(DkimProblem.KeyTooLarge, $"The RSA key has {rsa.KeySize} bits and an exponent of {exponent.Length} bytes.");
        if (flaw is null) return new DkimPublicKey(rsa, [], rsa.KeySize);
        rsa.Dispose();
        return null;
    }

    /// <summary>Reads an Ed25519 key: its 32 bytes (RFC 8463 §4).</summary>
    public static DkimPublicKey? ReadEd25519(byte[] bytes, out DkimFlaw? flaw)
    {
        flaw = bytes.Length == Ed25519Sizes.PublicKeyBytes ? null : new DkimFlaw(DkimProblem.BadKey, $"p= has {bytes.Length} bytes, an Ed25519 key has 32.");
        return flaw is null ? new DkimPublicKey(null, bytes, bytes.Length * 8) : null;
    }

    /// <summary>Whether the signature over this SHA-256 hash was made with the key. Safe for several threads.</summary>
    public bool Verify(ReadOnlySpan<byte> hash, byte[] signature, IEd25519? ed25519)
    {
        // RFC 8463 §3: Ed25519 signs the hash as its message.
        if (_rsa is null) return ed25519 is not null && ed25519.Verify(_ed25519, hash, signature);
        try
        {
            // The framework does not promise that one RSA object serves several threads.
            lock (_rsa) return _rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            // A key that reads but cannot be used proves nothing.
            return false;
        }
    }

    private static bool TryImport(RSA rsa, byte[] bytes, out RSAParameters parameters)
    {
        parameters = default;
        foreach (var bare in (ReadOnlySpan<bool>)[false, true])
        {
            try
            {
                int read;
                if (bare) rsa.ImportRSAPublicKey(bytes, out read);
                else rsa.ImportSubjectPublicKeyInfo(bytes, out read);
                if (read != bytes.Length) continue;
                parameters = rsa.ExportParameters(includePrivateParameters: false);
                return parameters.Modulus is { Length: > 0 } && parameters.Exponent is { Length: > 0 };
            }
            catch (CryptographicException)
            {
                // Not this form, or no key at all.
            }
        }

        return false;
    }
}
