namespace Sekisho.Identity.Tickets;

/// <summary>For whom a ticket is to be made, after a successful login.</summary>
public sealed record TicketRequest
{
    /// <summary>The number of the account.</summary>
    public required long Account { get; init; }

    /// <summary>The number of the tenant.</summary>
    public required long Tenant { get; init; }

    /// <summary>The number of the device; 0 for none.</summary>
    public long Device { get; init; }

    /// <summary>Which roles may present it.</summary>
    public required TicketRoles Roles { get; init; }

    /// <summary>How its owner logged in.</summary>
    public required AuthenticationStrength Strength { get; init; }
}
