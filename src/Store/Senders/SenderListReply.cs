namespace Sekisho.Store.Senders;

/// <summary>A page of the lists of senders.</summary>
/// <param name="Items">The entries, oldest first.</param>
/// <param name="Next">What to give as the next page's After; null when there is no more.</param>
public sealed record SenderListReply(IReadOnlyList<SealedSenderEntry> Items, string? Next);
