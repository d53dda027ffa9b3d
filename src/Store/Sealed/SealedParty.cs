using Sekisho.Sealing.Keys;

namespace Sekisho.Store.Sealed;

/// <summary>What a message's rows hold of one tenant that it concerns.</summary>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Envelope">The sealed envelope.</param>
/// <param name="Trace">The envelope's key, sealed to the tenant's traces.</param>
/// <param name="Queue">Both keys, sealed to the queue key; null where nobody has to be sent to.</param>
/// <param name="QueueKey">The queue key of that box.</param>
/// <param name="Quarantine">Both keys, sealed to the tenant's quarantine; null where it is not kept from its readers.</param>
internal sealed record SealedParty(long Tenant, byte[] Envelope, byte[] Trace, byte[]? Queue, KeyId? QueueKey, byte[]? Quarantine);
