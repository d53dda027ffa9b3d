using Sekisho.Roles.Table;

namespace Sekisho.Store.Orders;

/// <summary>
/// What a person may have the store change, written by the vault after the ledger had it: good for one call with exactly one
/// request, for a minute, presented by one role. The store asks nobody, so the order says all that it has to know.
/// </summary>
public sealed record StoreOrder
{
    /// <summary>The name of the call.</summary>
    public required string Call { get; init; }

    /// <summary>SHA-256 of the request's JSON.</summary>
    public required byte[] RequestHash { get; init; }

    /// <summary>Who may present it.</summary>
    public required RoleKind Caller { get; init; }

    /// <summary>Random, 128 bits: the store remembers it, so that it is used once.</summary>
    public required UInt128 Id { get; init; }

    /// <summary>The first moment at which it is not good any more.</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary>Only what is this tenant's may be changed; 0 for every tenant's.</summary>
    public long Tenant { get; init; }

    /// <summary>Only what is this account's may be changed; 0 for every account's.</summary>
    public long Account { get; init; }

    /// <summary>How long an order is good: the time between two calls of one command.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(1);
}
