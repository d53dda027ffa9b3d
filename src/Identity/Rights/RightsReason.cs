namespace Sekisho.Identity.Rights;

/// <summary>Why something is allowed or not.</summary>
public enum RightsReason
{
    /// <summary>Allowed: it is their own account.</summary>
    OwnAccount,

    /// <summary>Allowed: it is within their tenant.</summary>
    WithinTenant,

    /// <summary>Allowed: their role may do it everywhere.</summary>
    Everywhere,

    /// <summary>Refused: their role never may.</summary>
    NotInRole,

    /// <summary>Refused: it belongs to another account.</summary>
    OtherAccount,

    /// <summary>Refused: it belongs to another tenant. Worth an alarm: pages of one tenant do not name another's.</summary>
    OtherTenant,

    /// <summary>Refused: it gives, or belongs to, more than they are themselves. Worth an alarm: nobody makes themselves an operator by accident.</summary>
    HigherRole,

    /// <summary>Refused: nobody is named who does it, or their ticket is not good.</summary>
    NoTicket,

    /// <summary>Refused: they logged in more weakly than it needs; a second factor helps.</summary>
    TooWeak,
}
