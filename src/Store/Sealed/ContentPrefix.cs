using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;

namespace Sekisho.Store.Sealed;

/// <summary>Headers that a later inspection puts in front of a content: a record under the content's key.</summary>
public static class ContentPrefix
{
    /// <summary>Seals the headers.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> contentKey, string id, ReadOnlySpan<byte> headers) =>
        SealedRecord.Seal(contentKey, SealPurpose.ContentPrefix, BoxContext.OfMessage(id), headers);

    /// <summary>Opens them; null when they do not open.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> contentKey, string id, ReadOnlySpan<byte> record) =>
        SealedRecord.Open(contentKey, SealPurpose.ContentPrefix, BoxContext.OfMessage(id), record);
}
