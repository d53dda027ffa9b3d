using System.Net;

namespace Sekisho.Smtp.Server;

/// <summary>What is known of a session. One object for its whole life; it changes as the client speaks.</summary>
/// <param name="remote">The client's address and port, or null where there is none (pipes in memory).</param>
/// <param name="local">Our address and port, or null.</param>
public sealed class SessionInfo(IPEndPoint? remote, IPEndPoint? local = null)
{
    /// <summary>The client's address and port, or null.</summary>
    public IPEndPoint? Remote { get; } = remote;

    /// <summary>Our address and port, or null.</summary>
    public IPEndPoint? Local { get; } = local;

    /// <summary>What the client called itself in EHLO or HELO; null before, and again after STARTTLS.</summary>
    public string? Helo { get; internal set; }

    /// <summary>The client said EHLO, not HELO.</summary>
    public bool IsExtended { get; internal set; }

    /// <summary>The TLS version, "TLSv1.3"; null in clear.</summary>
    public string? TlsVersion { get; internal set; }

    /// <summary>The TLS cipher suite, "TLS_AES_256_GCM_SHA384"; null in clear.</summary>
    public string? TlsCipher { get; internal set; }

    /// <summary>Whether the connection is under TLS.</summary>
    public bool IsSecure => TlsVersion is not null;

    /// <summary>The account that logged in, or null.</summary>
    public string? Account { get; internal set; }

    /// <summary>Messages taken so far.</summary>
    public int Messages { get; internal set; }

    /// <summary>Replies of 5xx so far.</summary>
    public int Errors { get; internal set; }
}
