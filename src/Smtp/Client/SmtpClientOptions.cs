using System.Security.Cryptography.X509Certificates;

namespace Sekisho.Smtp.Client;

/// <summary>How a <see cref="SmtpClientConnection"/> speaks with one server.</summary>
public sealed record SmtpClientOptions
{
    /// <summary>Our name in EHLO.</summary>
    public required string HeloName { get; init; }

    /// <summary>LMTP instead of SMTP (RFC 2033).</summary>
    public bool Lmtp { get; init; }

    /// <summary>What is asked of TLS.</summary>
    public SmtpClientTls Tls { get; init; } = SmtpClientTls.Opportunistic;

    /// <summary>The server's name: sent to it in the handshake (SNI) and, where verified, looked for in the certificate.</summary>
    public string TlsHost { get; init; } = "";

    /// <summary>Certificates trusted for <see cref="SmtpClientTls.Verified"/> instead of the system's; null for the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>Who decides about the server's certificate; null: a valid one is needed with <see cref="SmtpClientTls.Verified"/>, and any will do otherwise.</summary>
    public ICertificateJudge? Judge { get; init; }

    /// <summary>How long it waits.</summary>
    public SmtpClientTimeouts Timeouts { get; init; } = new();

    /// <summary>What it takes from the server.</summary>
    public SmtpClientLimits Limits { get; init; } = new();
}
