using Sekisho.Kernel.Cryptography;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Verifies notes signed with Ed25519.</summary>
internal sealed class Ed25519NoteVerifier(NoteKey key, IEd25519 ed25519) : INoteVerifier
{
    public string Name => key.Name;

    public uint KeyId => key.KeyId;

    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => ed25519.Verify(key.PublicKey.Span, text, signature);
}
