namespace Sekisho.Store.Memory;

/// <summary>What a message can teach a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Sender">The tag of the sender's domain.</param>
/// <param name="Places">The places of its words (<see cref="WordCounts.Write"/>).</param>
/// <param name="IsDelivered">It was not kept from its readers: what is known of it ends by time, not with the quarantine.</param>
internal sealed record Learnable(long Tenant, byte[] Sender, byte[] Places, bool IsDelivered);
