namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Whether reports may go to an address (RFC 9990 §4).</summary>
public enum DestinationStatus
{
    /// <summary>It belongs to the organization that asks.</summary>
    Own,

    /// <summary>It belongs to another, who agrees in its DNS.</summary>
    Confirmed,

    /// <summary>It belongs to another, who does not agree: nothing may be sent.</summary>
    NotConfirmed,

    /// <summary>The DNS failed: nothing is known yet.</summary>
    Unknown,
}
