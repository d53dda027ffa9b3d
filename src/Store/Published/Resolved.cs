using Sekisho.Store.Queue;

namespace Sekisho.Store.Published;

/// <summary>What the directory knows of an address.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Tenant">The number of the tenant that the recipient belongs to: its own, or the sender's for somebody else's; 0 when unknown.</param>
/// <param name="DomainTag">The tag of its domain.</param>
/// <param name="Mailbox">The mailbox here, or null.</param>
/// <param name="Route">The way to another server, or null.</param>
internal sealed record Resolved(ResolutionResult Result, long Tenant, byte[] DomainTag, PublishedMailbox? Mailbox, Route? Route)
{
    public static Resolved NotOurs { get; } = new(ResolutionResult.NotOurs, 0, [], null, null);

    public static Resolved Unknown(long tenant) => new(ResolutionResult.UnknownMailbox, tenant, [], null, null);
}
