namespace Sekisho.Store.Archive;

/// <summary>The months of a tenant's archive in which there is something, oldest first.</summary>
/// <param name="Months">The months.</param>
public sealed record ArchiveMonthsReply(IReadOnlyList<ArchivedMonth> Months);
