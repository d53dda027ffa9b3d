using Sekisho.Sealing.Secrets;

namespace Sekisho.Store.Sealed;

/// <summary>What a box of the queue or of a quarantine has in it: the content's key and the envelope's, 32 bytes each.</summary>
public sealed class MessageKeys : IDisposable
{
    /// <summary>How many bytes each key has.</summary>
    public const int KeyBytes = 32;

    private MessageKeys(SecretBytes content, SecretBytes envelope)
    {
        Content = content;
        Envelope = envelope;
    }

    /// <summary>The content's key.</summary>
    public SecretBytes Content { get; }

    /// <summary>The envelope's key.</summary>
    public SecretBytes Envelope { get; }

    /// <summary>Takes the keys from an opened box; null when it has another form. The box's secret stays its owner's to wipe.</summary>
    public static MessageKeys? TryRead(SecretBytes? opened) =>
        opened is { Length: 2 * KeyBytes }
            ? new MessageKeys(SecretBytes.Copy(opened.Span[..KeyBytes]), SecretBytes.Copy(opened.Span[KeyBytes..]))
            : null;

    /// <summary>Wipes both.</summary>
    public void Dispose()
    {
        Content.Dispose();
        Envelope.Dispose();
    }
}
