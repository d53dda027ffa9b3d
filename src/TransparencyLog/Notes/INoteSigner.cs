namespace Sekisho.TransparencyLog.Notes;

/// <summary>Signs notes with one key.</summary>
public interface INoteSigner
{
    /// <summary>The key's name.</summary>
    string Name { get; }

    /// <summary>The key's identifier: tells it from others of that name.</summary>
    uint KeyId { get; }

    /// <summary>The signature over a note's text, as it goes into the signature line after the key identifier.</summary>
    /// <param name="text">The text, UTF-8, with its final line feed.</param>
    byte[] Sign(ReadOnlySpan<byte> text);
}
