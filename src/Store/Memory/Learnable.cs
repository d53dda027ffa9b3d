namespace Sekisho.Store.Memory;

/// <summary>What a message can teach a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Sender">The tag of the sender's domain.</param>
/// <param name="Places">The places of its words (<see cref="WordCounts.Write"/>).</param>
internal sealed record Learnable(long Tenant, byte[] Sender, byte[] Places);
