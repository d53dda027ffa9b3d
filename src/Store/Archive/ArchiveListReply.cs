namespace Sekisho.Store.Archive;

/// <summary>A page of one month of an archive.</summary>
/// <param name="Items">The messages.</param>
/// <param name="Next">What to give as the next page's After; null when there is no more.</param>
public sealed record ArchiveListReply(IReadOnlyList<ArchivedItem> Items, string? Next);
