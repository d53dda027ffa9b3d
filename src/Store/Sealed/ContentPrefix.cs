using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;

namespace Sekisho.Store.Sealed;

/// <summary>What a later inspection changes about a content (<see cref="ContentChange"/>): a record under the content's key.</summary>
public static class ContentPrefix
{
    /// <summary>Seals a change.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> contentKey, string id, ContentChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return SealedRecord.Seal(contentKey, SealPurpose.ContentPrefix, BoxContext.OfMessage(id), change.ToBytes());
    }

    /// <summary>Opens it; null when it does not open.</summary>
    public static ContentChange? Open(ReadOnlySpan<byte> contentKey, string id, ReadOnlySpan<byte> record) =>
        SealedRecord.Open(contentKey, SealPurpose.ContentPrefix, BoxContext.OfMessage(id), record) is { } bytes ? ContentChange.TryRead(bytes) : null;
}
