namespace Sekisho.Roles.Calls;

/// <summary>
/// On whose behalf a call is made: it travels beside the request. Nothing of it is believed: the callee checks the ticket and
/// the order, and a person's name is believed of the operator alone, who owns the machine.
/// </summary>
public sealed record CallBehalf
{
    /// <summary>The longest form on the wire, in characters: a ticket, a device and an order have about 700. Stops a caller from filling the callee's heads.</summary>
    public const int LongestText = 1200;

    /// <summary>The ticket of the person; null where no person is logged in.</summary>
    public string? Ticket { get; init; }

    /// <summary>The device that the ticket was given to; null when it was given to none.</summary>
    public string? Device { get; init; }

    /// <summary>From the command line: who sits there, as the operating system names them.</summary>
    public string? Person { get; init; }

    /// <summary>What the vault has written so that this very call is made once; null where none is needed.</summary>
    public string? Order { get; init; }
}
