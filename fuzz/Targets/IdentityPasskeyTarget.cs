using System.Security.Cryptography;
using Sekisho.Identity.Passkeys;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>What browsers and authenticators send: no bytes make the readers throw, and a key that was read can be read again and used.</summary>
public sealed class IdentityPasskeyTarget : IFuzzTarget
{
    public string Name => "identity-passkey";

    public IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    public void Run(byte[] input)
    {
        var reader = new CborReader(input);
        if (reader.TrySkip() && reader.Position > input.Length) throw new InvalidOperationException("More was read than there is.");
        _ = ClientData.Read(input);
        if (AttestationObject.Read(input) is { } attestation) Check(attestation.Data);
        if (AuthenticatorData.Read(input) is { } data) Check(data);
        if (CoseKey.TryRead(input, out var key)) Check(key!);
    }

    private static void Check(AuthenticatorData data)
    {
        if (data.Flags.HasFlag(PasskeyFlags.AttestedCredential) != data.CredentialId is not null) throw new InvalidOperationException("The flag and the credential do not agree.");
        if (data.Key is { } key) Check(key);
    }

    private static void Check(CoseKey key)
    {
        if (!CoseKey.TryRead([.. key.Encoded], out var again) || again!.Algorithm != key.Algorithm) throw new InvalidOperationException("A key does not survive being stored.");
        if (key.Verify("data"u8, [0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], null)) throw new InvalidOperationException("A signature that nobody made is taken.");
    }

    private static List<byte[]> MakeSeeds()
    {
        // A point of the curve that is always the same: the generator of P-256.
        byte[] x = Convert.FromHexString("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296");
        byte[] y = Convert.FromHexString("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");
        byte[] es256 = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. x, 0x22, 0x58, 32, .. y];
        byte[] eddsa = [0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32, .. x];
        byte[] rs256 = [0xA4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, 1, 0, .. Enumerable.Repeat((byte)0xFF, 256), 0x21, 0x43, 1, 0, 1];
        byte[] head = [.. SHA256.HashData("house.example"u8), 0x45, 0, 0, 0, 1];
        byte[] data = [.. head, .. new byte[16], 0, 4, 1, 2, 3, 4, .. es256];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return
        [
            es256, eddsa, rs256, data, attestation, [.. head[..32], 0x81, .. head[33..], 0xA1, 0x61, 0x61, 0xF5],
            """{"type":"webauthn.get","challenge":"AAECAwQFBgc","origin":"https://mail.house.example","crossOrigin":false}"""u8.ToArray(),
        ];
    }
}
