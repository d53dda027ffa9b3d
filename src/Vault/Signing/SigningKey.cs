using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;
using Sekisho.Roles.Calls;

namespace Sekisho.Vault.Signing;

/// <summary>A key of the database, opened; its secret is wiped when it is disposed.</summary>
internal sealed record SigningKey(long Number, long Tenant, long Algorithm, SigningRecord Record) : IDisposable
{
    public const long Rsa = 1;
    public const long Ed = 2;

    private const int RsaBits = 2048;

    /// <summary>The kind as the command line says it.</summary>
    public string Kind => Algorithm == Rsa ? "rsa" : "ed25519";

    /// <summary>The name of what it makes (RFC 6376 §3.3, RFC 8463 §3).</summary>
    public DkimKeyName Name => new(Kind + "-sha256", Record.Selector);

    public static byte[] NewSecret(string kind)
    {
        if (kind != "rsa") return RandomNumberGenerator.GetBytes(32);
        using var rsa = RSA.Create(RsaBits);
        return rsa.ExportPkcs8PrivateKey();
    }

    public byte[] Sign(ReadOnlySpan<byte> hash, IEd25519? ed25519)
    {
        if (Algorithm == Ed)
        {
            var signature = new byte[Ed25519Sizes.SignatureBytes];
            (ed25519 ?? throw NoEd()).Sign(Record.Secret, hash, signature);
            return signature;
        }

        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Record.Secret, out _);
        return rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public DkimRecord ToRecord(string domain, IEd25519? ed25519) =>
        new($"{Record.Selector}._domainkey.{domain}", $"v=DKIM1; k={Kind}; p={Convert.ToBase64String(PublicKey(ed25519))}", Record.Selector, Kind, Record.State);

    public void Dispose() => CryptographicOperations.ZeroMemory(Record.Secret);

    public static CallException NoEd() => new(CallFailure.Rejected, "This machine has no Ed25519 (libcrypto.so.3): use an RSA key.");

    private byte[] PublicKey(IEd25519? ed25519)
    {
        if (Algorithm == Ed)
        {
            var key = new byte[Ed25519Sizes.PublicKeyBytes];
            (ed25519 ?? throw NoEd()).GetPublicKey(Record.Secret, key);
            return key;
        }

        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Record.Secret, out _);
        return rsa.ExportSubjectPublicKeyInfo();
    }
}
