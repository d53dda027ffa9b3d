namespace Sekisho.Store.Queue;

/// <summary>The leased jobs, none when the wait ended without one. Inline contents follow as content bytes, in order.</summary>
public sealed record LeaseDueReply(IReadOnlyList<SealedJob> Jobs);
