using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Secrets;
using Sekisho.Store.Sealed;
using Sekisho.Vault.Opening;

namespace Sekisho.Deliver.Tests;

/// <summary>A queue key in the place of the vault's: seals what the store would hold, and answers what the vault is asked.</summary>
internal static class TestKeys
{
    private static readonly SealingKeyPair Queue = SealingKeyPair.Create();
    private static readonly Sealer Boxes = new(TimeProvider.System);

    /// <summary>New keys of a message.</summary>
    public static MessageKeys NewKeys()
    {
        using var both = SecretBytes.Random(2 * MessageKeys.KeyBytes);
        return MessageKeys.TryRead(both)!;
    }

    /// <summary>The envelope and the box with its keys.</summary>
    public static SealedEnvelope Seal(string id, MessageEnvelope envelope, MessageKeys keys) => new(
        id, 1, envelope.Seal(keys.Envelope.Span, id),
        Boxes.Seal(Queue.Public, SealPurpose.MessageKeys, BoxContext.OfMessage(id), [.. keys.Content.Span, .. keys.Envelope.Span]));

    /// <summary>What the vault answers.</summary>
    public static OpenBoxesReply Answer(OpenQueueRequest request) => new([.. request.Boxes.Select(Open)]);

    private static OpenedBox Open(BoxItem item)
    {
        Assert.True(BoxHeader.TryParse(item.Header, out var header));
        Assert.Equal(BoxContext.OfMessage(item.Message), item.Context);
        lock (Queue)
        {
            using var key = BoxOpener.Derive(Queue, header, SealPurpose.MessageKeys, item.Context);
            return new OpenedBox(key!.Span.ToArray());
        }
    }
}
