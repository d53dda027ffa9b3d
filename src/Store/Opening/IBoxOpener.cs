using Sekisho.Sealing.Secrets;

namespace Sekisho.Store.Opening;

/// <summary>Opens boxes: asks the vault for their keys, which is on record before it answers, and opens them here.</summary>
public interface IBoxOpener
{
    /// <summary>Opens boxes that show who wrote to whom and about what: those of traces and of mailbox indexes.</summary>
    /// <returns>What is in them, in the same order; null for one whose key is destroyed or that was changed. The caller wipes them.</returns>
    ValueTask<IReadOnlyList<SecretBytes?>> OpenEnvelopesAsync(IReadOnlyList<BoxToOpen> boxes, CancellationToken cancellation);

    /// <summary>Opens a box that has the key of a content.</summary>
    /// <returns>What is in it, or null. The caller wipes it.</returns>
    ValueTask<SecretBytes?> OpenContentAsync(BoxToOpen box, CancellationToken cancellation);
}
