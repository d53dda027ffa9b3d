namespace Sekisho.Store.Archive;

/// <summary>Asks for a page of one month of an archive, oldest first.</summary>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="After">The last message of the page before; null for the first.</param>
/// <param name="Most">The most messages of the page.</param>
/// <param name="NotIndexed">Only those that have no search tokens yet.</param>
public sealed record ArchiveListRequest(long Tenant, long Month, string? After = null, int Most = 1000, bool NotIndexed = false);
