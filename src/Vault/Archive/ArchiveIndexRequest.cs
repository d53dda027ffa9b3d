namespace Sekisho.Vault.Archive;

/// <summary>Asks for the index key of one month of an archive: it opens senders and subjects of that month, and no message.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="Reason">Why.</param>
public sealed record ArchiveIndexRequest(string Tenant, long Month, ArchiveReason Reason);
