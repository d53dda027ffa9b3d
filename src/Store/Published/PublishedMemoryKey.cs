namespace Sekisho.Store.Published;

/// <summary>The key of a tenant's memory. The store never writes it anywhere.</summary>
/// <param name="Tenant">The number of the tenant.</param>
/// <param name="Key">32 bytes: the same for as long as the tenant lives.</param>
public sealed record PublishedMemoryKey(long Tenant, byte[] Key);
