namespace Sekisho.Smtp.Client;

/// <summary>What a client asks of TLS.</summary>
public enum SmtpClientTls
{
    /// <summary>In clear, even where STARTTLS is offered.</summary>
    None,

    /// <summary>STARTTLS where offered, any certificate; in clear otherwise (RFC 7435).</summary>
    Opportunistic,

    /// <summary>STARTTLS or nothing; any certificate.</summary>
    Required,

    /// <summary>STARTTLS with a certificate that is valid for the host, or nothing.</summary>
    Verified,
}
