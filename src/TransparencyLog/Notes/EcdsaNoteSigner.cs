using System.Security.Cryptography;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Signs notes with ECDSA on P-256.</summary>
public sealed class EcdsaNoteSigner : INoteSigner, IDisposable
{
    private readonly ECDsa _key;

    /// <summary>Makes the signer.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="key">A key on P-256; the signer owns it from now on.</param>
    public EcdsaNoteSigner(string name, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.KeySize != EcdsaNoteVerifier.KeyBits) throw new ArgumentException("The key is not on P-256.", nameof(key));
        _key = key;
        Key = NoteKey.Of(name, NoteAlgorithm.EcdsaP256, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The public key.</summary>
    public NoteKey Key { get; }

    /// <inheritdoc/>
    public string Name => Key.Name;

    /// <inheritdoc/>
    public uint KeyId => Key.KeyId;

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text) => _key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key.Dispose();
}
