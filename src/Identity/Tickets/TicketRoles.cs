namespace Sekisho.Identity.Tickets;

/// <summary>Which roles may present a ticket: one stolen from the web role is of no use to a stolen SMTP role.</summary>
[Flags]
public enum TicketRoles
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The role that speaks HTTPS.</summary>
    Web = 1,

    /// <summary>The role that speaks SMTP (submission).</summary>
    Mx = 2,

    /// <summary>A role that speaks IMAP.</summary>
    Imap = 4,

    /// <summary>The role that keeps the mail.</summary>
    Store = 8,

    /// <summary>The role that sends mail and fetches.</summary>
    Deliver = 16,

    /// <summary>The command line of the operator.</summary>
    Operator = 32,
}
