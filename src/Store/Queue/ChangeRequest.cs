namespace Sekisho.Store.Queue;

/// <summary>An operator's action on one message, or on all when <see cref="Id"/> is null (Flush only).</summary>
/// <param name="Action">What to do.</param>
/// <param name="Id">The message, or null for all.</param>
public sealed record ChangeRequest(QueueAction Action, string? Id);
