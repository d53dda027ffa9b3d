namespace Sekisho.Store.Queue;

/// <summary>A page of the queue.</summary>
/// <param name="Items">The items, oldest first.</param>
/// <param name="Envelopes">The envelopes of the items, each once.</param>
/// <param name="Next">What to give as the next page's After; null when there is no more.</param>
public sealed record QueueListReply(IReadOnlyList<SealedQueueItem> Items, IReadOnlyList<Sealed.SealedEnvelope> Envelopes, string? Next);
