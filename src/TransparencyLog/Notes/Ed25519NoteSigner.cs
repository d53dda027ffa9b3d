using Sekisho.Kernel.Cryptography;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Signs notes with Ed25519.</summary>
public sealed class Ed25519NoteSigner : INoteSigner
{
    private readonly byte[] _seed;
    private readonly IEd25519 _ed25519;

    /// <summary>Makes the signer.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="seed">The private key, 32 bytes; copied.</param>
    /// <param name="ed25519">The signatures.</param>
    public Ed25519NoteSigner(string name, ReadOnlySpan<byte> seed, IEd25519 ed25519)
    {
        ArgumentNullException.ThrowIfNull(ed25519);
        var publicKey = new byte[Ed25519Sizes.PublicKeyBytes];
        ed25519.GetPublicKey(seed, publicKey);
        _seed = seed.ToArray();
        _ed25519 = ed25519;
        Key = NoteKey.Of(name, NoteAlgorithm.Ed25519, publicKey);
    }

    /// <summary>The public key.</summary>
    public NoteKey Key { get; }

    /// <inheritdoc/>
    public string Name => Key.Name;

    /// <inheritdoc/>
    public uint KeyId => Key.KeyId;

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text)
    {
        var signature = new byte[Ed25519Sizes.SignatureBytes];
        _ed25519.Sign(_seed, text, signature);
        return signature;
    }
}
