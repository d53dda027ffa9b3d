namespace Sekisho.MailAuth.Posture;

/// <summary>How far a session with a mail exchange came.</summary>
public enum ProbeOutcome
{
    /// <summary>No connection, or no word from the server.</summary>
    Unreachable,

    /// <summary>The server refused the session.</summary>
    Refused,

    /// <summary>The server does not offer STARTTLS.</summary>
    NoStartTls,

    /// <summary>STARTTLS is offered, and no TLS comes about.</summary>
    TlsFails,

    /// <summary>TLS works; the certificate is another matter.</summary>
    Tls,
}
