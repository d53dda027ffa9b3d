namespace Sekisho.Identity.Tickets;

/// <summary>What a revocation ends.</summary>
public enum RevocationScope
{
    /// <summary>One session: the ticket and what it is renewed to.</summary>
    Ticket = 1,

    /// <summary>All tickets of an account made so far.</summary>
    Account = 2,

    /// <summary>All tickets of a device made so far.</summary>
    Device = 3,

    /// <summary>All tickets of a tenant made so far.</summary>
    Tenant = 4,

    /// <summary>All tickets made so far.</summary>
    All = 5,
}
