using System.Buffers.Binary;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Cosigns checkpoints as a witness (C2SP tlog-cosignature, cosignature/v1): says that it saw this tree, consistent with all it saw before, at that time.</summary>
public sealed class CosignatureSigner : INoteSigner
{
    private readonly byte[] _seed;
    private readonly IEd25519 _ed25519;
    private readonly TimeProvider _clock;

    /// <summary>Makes the signer.</summary>
    /// <param name="name">The witness's name.</param>
    /// <param name="seed">The private key, 32 bytes; copied.</param>
    /// <param name="ed25519">The signatures.</param>
    /// <param name="clock">The time that goes into the cosignatures.</param>
    public CosignatureSigner(string name, ReadOnlySpan<byte> seed, IEd25519 ed25519, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(ed25519);
        ArgumentNullException.ThrowIfNull(clock);
        var publicKey = new byte[Ed25519Sizes.PublicKeyBytes];
        ed25519.GetPublicKey(seed, publicKey);
        _seed = seed.ToArray();
        _ed25519 = ed25519;
        _clock = clock;
        Key = NoteKey.Of(name, NoteAlgorithm.CosignatureV1, publicKey);
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
        var seconds = _clock.GetUtcNow().ToUnixTimeSeconds();
        var signature = new byte[CosignatureVerifier.TimeBytes + Ed25519Sizes.SignatureBytes];
        BinaryPrimitives.WriteInt64BigEndian(signature, seconds);
        _ed25519.Sign(_seed, CosignatureVerifier.Message(seconds, text), signature.AsSpan(CosignatureVerifier.TimeBytes));
        return signature;
    }
}
