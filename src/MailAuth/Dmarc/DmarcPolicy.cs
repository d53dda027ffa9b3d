namespace Sekisho.MailAuth.Dmarc;

/// <summary>What a domain's owner asks for with mail that fails (RFC 9989 §4.7 p=).</summary>
public enum DmarcPolicy
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Take it for suspicious.</summary>
    Quarantine,

    /// <summary>Refuse it.</summary>
    Reject,
}
