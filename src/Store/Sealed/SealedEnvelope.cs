namespace Sekisho.Store.Sealed;

/// <summary>One tenant's envelope of a message, with the box that has its key.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Envelope">The record: a <see cref="MessageEnvelope"/>.</param>
/// <param name="Box">
/// The box. In lists and traces: the envelope's key, sealed to the tenant's traces, context <see cref="BoxContext.OfEnvelope"/>.
/// In leases: both keys, sealed to a queue key, context <see cref="BoxContext.OfMessage"/>.
/// </param>
public sealed record SealedEnvelope(string MessageId, long Tenant, byte[] Envelope, byte[] Box);
