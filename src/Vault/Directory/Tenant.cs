using Sekisho.Store.Queue;

namespace Sekisho.Vault.Directory;

/// <summary>A customer: its domains, and where their mail goes.</summary>
public sealed record Tenant
{
    /// <summary>The number under which the other roles know it; 0 in a request.</summary>
    public long Number { get; init; }

    /// <summary>The tenant's name: 1 to 63 of a–z, 0–9 and hyphen.</summary>
    public required string Name { get; init; }

    /// <summary>The domains, lower-case, A-label form.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The tenant's own server; null when the mailboxes are here.</summary>
    public Route? Relay { get; init; }

    /// <summary>The password itself may be said to the relay (PLAIN, LOGIN) where it offers nothing better; only with a credential.</summary>
    public bool RelayPassword { get; init; }

    /// <summary>For how many months after its end a month of its archive is kept; null where mail is not archived. Changed by a call of its own.</summary>
    public int? ArchiveMonths { get; init; }

    /// <summary>When it will be erased; null while the contract lasts.</summary>
    public DateTimeOffset? EraseAt { get; init; }
}
