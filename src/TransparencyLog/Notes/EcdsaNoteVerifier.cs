using System.Security.Cryptography;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Verifies notes signed with ECDSA on P-256.</summary>
internal sealed class EcdsaNoteVerifier : INoteVerifier
{
    public const int KeyBits = 256;

    /// <summary>A signature in DER has at most 72 bytes; more is not even looked at.</summary>
    private const int MaxSignatureBytes = 80;

    private readonly NoteKey _key;

    private EcdsaNoteVerifier(NoteKey key) => _key = key;

    public string Name => _key.Name;

    public uint KeyId => _key.KeyId;

    /// <returns>Null when the bytes are no key on P-256.</returns>
    public static EcdsaNoteVerifier? TryMake(NoteKey key)
    {
        using var ecdsa = Import(key);
        return ecdsa is null ? null : new EcdsaNoteVerifier(key);
    }

    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length > MaxSignatureBytes) return false;
        using var ecdsa = Import(_key);
        try
        {
            return ecdsa is not null && ecdsa.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false; // not DER at all
        }
    }

    private static ECDsa? Import(NoteKey key)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out var read);
            if (read == key.PublicKey.Length && ecdsa.KeySize == KeyBits) return ecdsa;
        }
        catch (CryptographicException)
        {
            // Not a key: as one of another size.
        }

        ecdsa.Dispose();
        return null;
    }
}
