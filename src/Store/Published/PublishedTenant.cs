namespace Sekisho.Store.Published;

/// <summary>What receiving needs of a tenant.</summary>
/// <param name="Number">Its number, 1 or more.</param>
/// <param name="Quarantine">The key of its quarantine.</param>
/// <param name="Trace">The key of its traces of this month; the vault publishes the next month's in time.</param>
/// <param name="Archive">
/// The archive months to which mail may be sealed: the last, this and the next, at most <see cref="MostArchiveMonths"/>; null or empty
/// for a tenant without archive.
/// </param>
public sealed record PublishedTenant(long Number, PublishedKey Quarantine, PublishedKey Trace, IReadOnlyList<PublishedArchive>? Archive = null)
{
    /// <summary>The most archive months that are published of a tenant at once.</summary>
    public const int MostArchiveMonths = 3;
}
