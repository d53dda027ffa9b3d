namespace Sekisho.Store.Tracing;

/// <summary>One step on a message's way.</summary>
/// <param name="At">When.</param>
/// <param name="What">accepted, refused, held, inspected, queued, delivered, deferred, failed, quarantined, released, deleted, notice …</param>
/// <param name="Recipient">The place of the recipient that it concerns, or null for all.</param>
/// <param name="Words">Words with nothing personal in them.</param>
/// <param name="Detail">A text in a box, sealed to traces, context <see cref="Sealed.BoxContext.OfEvent"/>; null for none.</param>
public sealed record SealedTraceEvent(DateTimeOffset At, string What, int? Recipient, string Words, byte[]? Detail);
