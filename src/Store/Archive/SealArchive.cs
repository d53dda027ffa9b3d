using System.Security.Cryptography;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Secrets;
using Sekisho.Store.Published;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Archive;

/// <summary>
/// Seals a message into the archives of the tenants that have one: its content's key once more, to the public key of the month. The
/// content itself is there once, whoever may open it.
/// </summary>
internal sealed class SealArchive(Sealer sealer, PublishedDirectory directory, TimeProvider clock)
{
    /// <summary>Seals to a tenant's month of now.</summary>
    /// <param name="id">The message.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="contentKey">The content's key.</param>
    /// <param name="envelopeKey">The envelope's key.</param>
    /// <param name="envelope">The sealed envelope; null where it is that of the party.</param>
    /// <param name="summary">A mailbox's summary, as JSON.</param>
    /// <returns>Null when the tenant has no archive.</returns>
    public SealedArchive? Seal(string id, long tenant, SecretBytes contentKey, SecretBytes envelopeKey, byte[]? envelope, byte[] summary)
    {
        if (ArchiveKeys.Current(directory.TenantOf(tenant).Archive, clock.GetUtcNow()) is not { } month) return null;
        Span<byte> both = stackalloc byte[2 * MessageKeys.KeyBytes];
        contentKey.Span.CopyTo(both);
        envelopeKey.Span.CopyTo(both[MessageKeys.KeyBytes..]);
        var context = BoxContext.OfMessage(id);
        var keys = sealer.Seal(month.Content, SealPurpose.MessageKeys, context, both);
        CryptographicOperations.ZeroMemory(both);
        return new SealedArchive(tenant, month.Month, month.Content.Id, sealer.Seal(month.Index, SealPurpose.Summary, context, summary), envelope, keys);
    }

    /// <summary>The same for who has sent it, and has no recipient of its own in it: sees all recipients, as the sender named them.</summary>
    public SealedArchive? SealSent(string id, long tenant, SecretBytes contentKey, MessageEnvelope envelope, byte[] summary)
    {
        if (directory.TenantOf(tenant).Archive.Count == 0) return null;
        using var key = SecretBytes.Random(MessageKeys.KeyBytes);
        return Seal(id, tenant, contentKey, key, envelope.Seal(key.Span, id), summary);
    }

    /// <summary>A summary made anew for the month that it is in.</summary>
    /// <returns>Null when nothing is sealed to that month any more: the old summary stays.</returns>
    public byte[]? SealSummary(string id, long tenant, long month, byte[] summary) =>
        directory.FindTenant(tenant)?.Archive.FirstOrDefault(known => known.Month == month) is { } keys
            ? sealer.Seal(keys.Index, SealPurpose.Summary, BoxContext.OfMessage(id), summary)
            : null;
}
