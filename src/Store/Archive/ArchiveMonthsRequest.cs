namespace Sekisho.Store.Archive;

/// <summary>Asks how much the months of a tenant's archive hold.</summary>
/// <param name="Tenant">The tenant's number.</param>
public sealed record ArchiveMonthsRequest(long Tenant);
