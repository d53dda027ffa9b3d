using Sekisho.Sealing.Keys;

namespace Sekisho.Store.Published;

/// <summary>The public keys of a tenant.</summary>
internal sealed record TenantKeys(SealingPublicKey Quarantine, SealingPublicKey Trace);
