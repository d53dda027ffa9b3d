namespace Sekisho.Store.Published;

/// <summary>
/// A page of the directory that the vault publishes, so that mail is received while the vault is sealed, stopped or killed. What a
/// page has is put in place of what was there under the same number or tag; pages may come again.
/// A publication is either *whole* (with its last page, everything goes that no page of it had; until then the old stays) or
/// a *change* on top of <see cref="Base"/>. The store takes the new version with the last page.
/// </summary>
public sealed record PublishDirectoryRequest
{
    /// <summary>The version that the store has after the last page: greater than all before. 0: publishes nothing, asks only.</summary>
    public required long Version { get; init; }

    /// <summary>The version that a change builds on; null for a whole publication. When the store has another, it takes nothing and answers which it has.</summary>
    public long? Base { get; init; }

    /// <summary>No further page follows.</summary>
    public bool Last { get; init; } = true;

    /// <summary>The key of tags, 32 bytes; null to keep the one that is there. A new one comes with a whole publication only.</summary>
    public byte[]? LookupKey { get; init; }

    /// <summary>The queue key of the day; null to keep the one that is there.</summary>
    public PublishedKey? QueueKey { get; init; }

    /// <summary>The key by which the vault's orders are known from now on; null to keep the one that is there.</summary>
    public PublishedKey? OrderKey { get; init; }

    /// <summary>Tenants. At most <see cref="MostItems"/> tenants, domains, addresses and removals together.</summary>
    public IReadOnlyList<PublishedTenant> Tenants { get; init; } = [];

    /// <summary>Archive months whose keys are destroyed: what is left of them is removed. They count as items.</summary>
    public IReadOnlyList<DestroyedMonth> DestroyedMonths { get; init; } = [];

    /// <summary>Domains.</summary>
    public IReadOnlyList<PublishedDomain> Domains { get; init; } = [];

    /// <summary>Addresses of accounts.</summary>
    public IReadOnlyList<PublishedAddress> Addresses { get; init; } = [];

    /// <summary>Tenants that are no more, with their domains and addresses.</summary>
    public IReadOnlyList<long> RemovedTenants { get; init; } = [];

    /// <summary>Tags of domains and addresses that are no more, 16 bytes each.</summary>
    public IReadOnlyList<byte[]> RemovedTags { get; init; } = [];

    /// <summary>Keys of tenants' memories that the store has said it lacks, with <see cref="Version"/> 0 and at most <see cref="MostItems"/>. Kept in memory, never written.</summary>
    public IReadOnlyList<PublishedMemoryKey> MemoryKeys { get; init; } = [];

    /// <summary>The most items of a page: it is one transaction, and mail waits behind it.</summary>
    public const int MostItems = 10_000;
}
