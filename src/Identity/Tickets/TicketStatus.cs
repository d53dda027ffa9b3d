namespace Sekisho.Identity.Tickets;

/// <summary>What a check of a ticket found. The person is told no more than "log in again".</summary>
public enum TicketStatus
{
    /// <summary>Good.</summary>
    Good,

    /// <summary>Not a ticket: wrong length, alphabet or version.</summary>
    Malformed,

    /// <summary>The signature does not fit: forged or damaged. Worth an alarm when it repeats.</summary>
    Forged,

    /// <summary>Made under a key that is no longer kept.</summary>
    UnknownKey,

    /// <summary>Made in the future: the clock has gone back.</summary>
    NotYet,

    /// <summary>Its time is over.</summary>
    Ended,

    /// <summary>Presented by a role that may not: a detection, since no honest role does that.</summary>
    WrongRole,

    /// <summary>Revoked, alone or with its account, device or tenant.</summary>
    Revoked,

    /// <summary>A single-use ticket for the second time: a detection, somebody has a copy.</summary>
    UsedAgain,

    /// <summary>A single-use ticket where a session is wanted, or the other way round.</summary>
    WrongKind,

    /// <summary>Too many single-use tickets at once; none is taken until some have ended.</summary>
    Busy,
}
