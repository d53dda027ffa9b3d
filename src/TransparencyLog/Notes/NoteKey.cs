using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>The public key of a signer of notes in its text form, "name+key id+base 64" (C2SP signed-note): what is given to those who verify.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">Its identifier.</param>
/// <param name="Algorithm">How it signs.</param>
/// <param name="PublicKey">The key: 32 bytes of Ed25519, or SubjectPublicKeyInfo (RFC 5280 §4.1) of ECDSA.</param>
public sealed record NoteKey(string Name, uint KeyId, NoteAlgorithm Algorithm, ReadOnlyMemory<byte> PublicKey)
{
    private const int MaxLength = 2048;

    /// <summary>The key with its identifier worked out.</summary>
    public static NoteKey Of(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> publicKey)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!NoteText.IsKeyName(name)) throw new ArgumentException("The name of a key is not empty and has neither spaces nor plus signs.", nameof(name));
        return new NoteKey(name, IdOf(name, algorithm, publicKey), algorithm, publicKey.ToArray());
    }

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        if (text is null or { Length: > MaxLength }) return false;
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !NoteText.IsKeyName(parts[0]) || parts[1].Length != 8) return false;
        if (!uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)) return false;
        if (!StrictBase64.TryDecode(parts[2], out var bytes) || bytes.Length < 2) return false;
        var algorithm = (NoteAlgorithm)bytes[0];
        var publicKey = bytes.AsSpan(1);
        if (!Enum.IsDefined(algorithm) || id != IdOf(parts[0], algorithm, publicKey)) return false;
        if (algorithm != NoteAlgorithm.EcdsaP256 && publicKey.Length != Ed25519Sizes.PublicKeyBytes) return false;
        key = new NoteKey(parts[0], id, algorithm, publicKey.ToArray());
        return true;
    }

    /// <summary>What verifies this key's signatures.</summary>
    /// <param name="ed25519">For keys of Ed25519.</param>
    /// <returns>Null when the bytes of the key are none.</returns>
    public INoteVerifier? Verifier(IEd25519 ed25519) => Algorithm switch
    {
        NoteAlgorithm.Ed25519 => new Ed25519NoteVerifier(this, ed25519),
        NoteAlgorithm.CosignatureV1 => new CosignatureVerifier(this, ed25519),
        _ => EcdsaNoteVerifier.TryMake(this),
    };

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        byte[] bytes = [(byte)Algorithm, .. PublicKey.Span];
        return string.Create(CultureInfo.InvariantCulture, $"{Name}+{KeyId:x8}+{Convert.ToBase64String(bytes)}");
    }

    private static uint IdOf(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> publicKey)
    {
        // The key identifier of ECDSA is the hash of the key alone, as the implementation that the type is named after has it.
        byte[] hashed = algorithm == NoteAlgorithm.EcdsaP256
            ? publicKey.ToArray()
            : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)algorithm, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(hashed));
    }
}
