namespace Sekisho.Smtp.Client.Results;

/// <summary>Why something did not succeed.</summary>
public enum SmtpProblem
{
    /// <summary>It did.</summary>
    None,

    /// <summary>The server said no.</summary>
    Rejected,

    /// <summary>The server ended the session with 421 (RFC 5321 §3.8).</summary>
    Closing,

    /// <summary>The connection broke or was closed.</summary>
    ConnectionLost,

    /// <summary>The server was too late.</summary>
    TimedOut,

    /// <summary>The server said something that is no reply, or no reply to this, or too much.</summary>
    ProtocolError,

    /// <summary>TLS is asked for and the server does not offer it or refuses it.</summary>
    TlsUnavailable,

    /// <summary>The handshake failed, or the certificate is not valid for the host.</summary>
    TlsFailed,

    /// <summary>Nobody can log in there: the server refuses, offers no mechanism that may be used, or does not prove itself; or there is nothing to log in with.</summary>
    LogInFailed,

    /// <summary>The message cannot be said to this server: the server lacks an extension that it needs.</summary>
    Unsupported,

    /// <summary>The message itself cannot be sent: an address or the content is not allowed in SMTP.</summary>
    BadMessage,

    /// <summary>The content could not be read from where it is stored.</summary>
    ContentUnavailable,
}
