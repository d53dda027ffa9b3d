using System.Text;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;

namespace Sekisho.Store.Sealed;

/// <summary>A remote server's reply: it often repeats the address. A record under the envelope's key.</summary>
public static class DeliveryReply
{
    /// <summary>Seals a reply.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> envelopeKey, string id, string reply) =>
        SealedRecord.Seal(envelopeKey, SealPurpose.Delivery, BoxContext.OfMessage(id), Encoding.UTF8.GetBytes(reply));

    /// <summary>Opens one; null when there is none or it does not open.</summary>
    public static string? Open(ReadOnlySpan<byte> envelopeKey, string id, byte[]? record) =>
        record is not null && SealedRecord.Open(envelopeKey, SealPurpose.Delivery, BoxContext.OfMessage(id), record) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
