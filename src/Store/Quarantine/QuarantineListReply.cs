namespace Sekisho.Store.Quarantine;

/// <summary>A page of the quarantine.</summary>
/// <param name="Items">The items, oldest first.</param>
/// <param name="Next">What to give as the next page's After; null when there is no more.</param>
public sealed record QuarantineListReply(IReadOnlyList<SealedQuarantineItem> Items, string? Next);
