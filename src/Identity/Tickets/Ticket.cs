using System.Runtime.InteropServices;

namespace Sekisho.Identity.Tickets;

/// <summary>What a ticket says. It holds no secret and no personal data.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Ticket
{
    /// <summary>Random, 128 bits; a renewed ticket keeps it, so revoking it ends the whole session.</summary>
    public required UInt128 Id { get; init; }

    /// <summary>How often it may be used.</summary>
    public required TicketKind Kind { get; init; }

    /// <summary>The number of the account.</summary>
    public required long Account { get; init; }

    /// <summary>The number of the tenant.</summary>
    public required long Tenant { get; init; }

    /// <summary>The number of the device; 0 for none.</summary>
    public required long Device { get; init; }

    /// <summary>Which roles may present it.</summary>
    public required TicketRoles Roles { get; init; }

    /// <summary>How its owner logged in.</summary>
    public required AuthenticationStrength Strength { get; init; }

    /// <summary>When its owner logged in, in milliseconds since 1970; renewing keeps it.</summary>
    public required long StartedUnixMilliseconds { get; init; }

    /// <summary>When this ticket was made, in milliseconds since 1970.</summary>
    public required long IssuedUnixMilliseconds { get; init; }

    /// <summary>For how many seconds after that it is good.</summary>
    public required uint LifetimeSeconds { get; init; }

    /// <summary>The first moment at which it is not good any more.</summary>
    public long EndsUnixMilliseconds => IssuedUnixMilliseconds + (LifetimeSeconds * 1000L);
}
