namespace Sekisho.Store.Opening;

/// <summary>One step on a message's way.</summary>
/// <param name="At">When.</param>
/// <param name="What">accepted, refused, held, inspected, queued, delivered, deferred, failed, quarantined, released, deleted, notice …</param>
/// <param name="Recipient">Whom it concerns, or null for all.</param>
/// <param name="Detail">The reply, the reason, who did it.</param>
public sealed record TraceEvent(DateTimeOffset At, string What, string? Recipient, string Detail);
