namespace Sekisho.MailAuth.Dmarc;

/// <summary>What is known of a message when DMARC is evaluated.</summary>
public sealed record DmarcRequest
{
    /// <summary>The domain of the From field (RFC 9989 §5.3.1).</summary>
    public required string AuthorDomain { get; init; }

    /// <summary>The domain of the reverse-path where SPF passes for it (RFC 9989 §4.4.2); HELO alone does not count.</summary>
    public IReadOnlyList<string> SpfDomains { get; init; } = [];

    /// <summary>The domains of signatures that pass (RFC 9989 §4.4.1).</summary>
    public IReadOnlyList<string> DkimDomains { get; init; } = [];

    /// <summary>A check of SPF or DKIM had a temporary failure that might have passed otherwise: then there is no fail, but a temperror (RFC 9989 §5.3.6).</summary>
    public bool OthersMayPass { get; init; }
}
