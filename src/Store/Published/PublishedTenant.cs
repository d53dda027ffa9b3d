namespace Sekisho.Store.Published;

/// <summary>What receiving needs of a tenant.</summary>
/// <param name="Number">Its number, 1 or more.</param>
/// <param name="Quarantine">The key of its quarantine.</param>
/// <param name="Trace">The key of its traces of this month; the vault publishes the next month's in time.</param>
public sealed record PublishedTenant(long Number, PublishedKey Quarantine, PublishedKey Trace);
