using Sekisho.Sealing.Keys;
using Sekisho.Store.Archive;

namespace Sekisho.Store.Published;

/// <summary>The public keys of a tenant.</summary>
internal sealed record TenantKeys(SealingPublicKey Quarantine, SealingPublicKey Trace, IReadOnlyList<ArchiveKeys> Archive);
