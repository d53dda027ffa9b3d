using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Passkeys;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.Identity.Tests.Passkeys;

/// <summary>An authenticator with a real key, and the browser in front of it; every part of what it sends can be bent.</summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(32);

    public CoseAlgorithm Algorithm { get; init; } = CoseAlgorithm.Es256;

    public string RpId { get; set; } = "mail.house.example";

    public string Origin { get; set; } = "https://mail.house.example";

    public bool? CrossOrigin { get; set; } = false;

    public PasskeyFlags Flags { get; set; } = PasskeyFlags.UserPresent | PasskeyFlags.UserVerified;

    public uint SignCount { get; set; }

    public string Format { get; set; } = "none";

    public byte[] Statement { get; set; } = [0xA0];

    public byte[] CredentialId { get; set; } = RandomNumberGenerator.GetBytes(32);

    public static IEd25519 Ed25519 => LibcryptoEd25519.TryLoad(out var ed25519, out var problem) ? ed25519 : throw new InvalidOperationException(problem);

    public void Dispose()
    {
        _ecdsa.Dispose();
        _rsa.Dispose();
    }

    public byte[] ClientData(string type, byte[] challenge, string more = "") => Encoding.UTF8.GetBytes(
        $$"""{"type":"{{type}}","challenge":"{{Base64Url.EncodeToString(challenge)}}","origin":"{{Origin}}"{{(CrossOrigin is { } cross ? $",\"crossOrigin\":{(cross ? "true" : "false")}" : "")}}{{more}}}""");

    public byte[] Attestation() =>
    [
        0xA3, .. Text("fmt"), .. Text(Format), .. Text("attStmt"), .. Statement, .. Text("authData"),
        .. Bytes(AuthenticatorData(Flags | PasskeyFlags.AttestedCredential)),
    ];

    public byte[] AuthenticatorData() => AuthenticatorData(Flags);

    public byte[] Sign(byte[] authenticatorData, byte[] clientData)
    {
        byte[] signed = [.. authenticatorData, .. SHA256.HashData(clientData)];
        switch (Algorithm)
        {
            case CoseAlgorithm.Es256: return _ecdsa.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            case CoseAlgorithm.Rs256: return _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            default:
                var signature = new byte[64];
                Ed25519.Sign(_seed, signed, signature);
                return signature;
        }
    }

    public byte[] PublicKey()
    {
        switch (Algorithm)
        {
            case CoseAlgorithm.Es256:
                var point = _ecdsa.ExportParameters(false).Q;
                return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(point.X!), 0x22, .. Bytes(point.Y!)];
            case CoseAlgorithm.Rs256:
                var rsa = _rsa.ExportParameters(false);
                return [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, .. Bytes(rsa.Modulus!), 0x21, .. Bytes(rsa.Exponent!)];
            default:
                var key = new byte[32];
                Ed25519.GetPublicKey(_seed, key);
                return [0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, .. Bytes(key)];
        }
    }

    public static byte[] Text(string text) => [.. Head(3, text.Length), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Bytes(byte[] bytes) => [.. Head(2, bytes.Length), .. bytes];

    private static byte[] Head(int type, int number) => number switch
    {
        < 24 => [(byte)((type << 5) | number)],
        < 256 => [(byte)((type << 5) | 24), (byte)number],
        _ => [(byte)((type << 5) | 25), (byte)(number >> 8), (byte)number],
    };

    private byte[] AuthenticatorData(PasskeyFlags flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, SignCount);
        byte[] data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(RpId)), (byte)flags, .. counter];
        if (flags.HasFlag(PasskeyFlags.AttestedCredential))
            data = [.. data, .. Enumerable.Range(1, 16).Select(i => (byte)i), (byte)(CredentialId.Length >> 8), (byte)CredentialId.Length, .. CredentialId, .. PublicKey()];
        return flags.HasFlag(PasskeyFlags.Extensions) ? [.. data, 0xA1, .. Text("credProps"), 0xA0] : data;
    }
}
