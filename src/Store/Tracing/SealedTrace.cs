namespace Sekisho.Store.Tracing;

/// <summary>A message's whole way.</summary>
/// <param name="Id">The message.</param>
/// <param name="ContentBytes">The size of the content, in bytes.</param>
/// <param name="Envelopes">Its envelopes, one for each tenant.</param>
/// <param name="Events">What happened, oldest first.</param>
public sealed record SealedTrace(string Id, long ContentBytes, IReadOnlyList<Sealed.SealedEnvelope> Envelopes, IReadOnlyList<SealedTraceEvent> Events);
