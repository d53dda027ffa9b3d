namespace Sekisho.Smtp.Server;

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>The client said QUIT.</summary>
    Quit,

    /// <summary>The client closed the connection, or it broke.</summary>
    ClientGone,

    /// <summary>The handler refused the client at the greeting.</summary>
    Refused,

    /// <summary>A time limit.</summary>
    TimedOut,

    /// <summary>A budget: errors, malformed lines, failed logins, commands without progress, sizes.</summary>
    LimitReached,

    /// <summary>The client broke the protocol in a way that makes its further bytes unsafe to read as commands.</summary>
    ProtocolViolation,

    /// <summary>The TLS handshake failed.</summary>
    HandshakeFailed,

    /// <summary>The server is stopping.</summary>
    Stopped,
}
