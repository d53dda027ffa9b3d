namespace Sekisho.TransparencyLog.Notes;

/// <summary>Verifies signatures of one key under notes.</summary>
public interface INoteVerifier
{
    /// <summary>The key's name.</summary>
    string Name { get; }

    /// <summary>The key's identifier: tells it from others of that name.</summary>
    uint KeyId { get; }

    /// <summary>Whether the signature is of this key over this text. Any bytes may be given.</summary>
    bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);
}
