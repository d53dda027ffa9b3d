using Sekisho.Store.Queue;

namespace Sekisho.Store.Published;

/// <summary>A domain of a tenant.</summary>
/// <param name="Tag">The tag of its canonical form (<see cref="DirectoryTags.OfDomain"/>), 16 bytes.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Relay">The tenant's own server (kind relay, "host:port", TLS, LMTP); null when the mailboxes are here.</param>
public sealed record PublishedDomain(byte[] Tag, long Tenant, Route? Relay);
