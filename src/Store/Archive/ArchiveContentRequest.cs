namespace Sekisho.Store.Archive;

/// <summary>Asks for one archived message.</summary>
/// <param name="Id">The message.</param>
/// <param name="Tenant">The number of the tenant in whose archive it is; 0 where it is in that of one tenant only.</param>
public sealed record ArchiveContentRequest(string Id, long Tenant = 0);
