using Sekisho.Sealing.Secrets;
using Sekisho.Store.Archive;
using Sekisho.Store.Published;

namespace Sekisho.Store.Sealed;

/// <summary>A new message, sealed to all who may open it; the content's key is wiped on disposal.</summary>
internal sealed class SealedMessage(
    SecretBytes contentKey, IReadOnlyList<SealedParty> parties, IReadOnlyList<SealedRecipient> recipients, IReadOnlyList<(long Tenant, SealedArchive? Archive)> archives) : IDisposable
{
    public ReadOnlySpan<byte> ContentKey => contentKey.Span;

    public IReadOnlyList<SealedParty> Parties => parties;

    public IReadOnlyList<SealedRecipient> Recipients => recipients;

    /// <summary>For each tenant that would archive it: what its archive holds of it, or null where it has none.</summary>
    public IReadOnlyList<(long Tenant, SealedArchive? Archive)> Archives => archives;

    /// <summary>Whether the archives are as they were when it was sealed: none begun or ended, and no month destroyed meanwhile.</summary>
    public bool FitsArchivesOf(PublishedDirectory directory)
    {
        foreach (var (tenant, archive) in archives)
        {
            var known = directory.FindTenant(tenant)?.Archive ?? [];
            if (archive is null ? known.Count > 0 : !known.Any(month => month.Content.Id == archive.Key)) return false;
        }

        return true;
    }

    public void Dispose() => contentKey.Dispose();
}
