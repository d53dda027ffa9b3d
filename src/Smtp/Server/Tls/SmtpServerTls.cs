using System.Net.Security;
using System.Security.Authentication;

namespace Sekisho.Smtp.Server;

/// <summary>The TLS settings of a server.</summary>
public static class SmtpServerTls
{
    /// <summary>
    /// Settings for a certificate: TLS 1.2 and 1.3, no renegotiation, no resumption. Tickets are off because one made for
    /// another service with the same certificate would be taken here, and the other way round.
    /// </summary>
    public static SslServerAuthenticationOptions Create(SslStreamCertificateContext certificate) => new()
    {
        ServerCertificateContext = certificate,
#pragma warning disable CA5398 // RFC 8996 and RFC 9325 §3.1.1: 1.2 and 1.3 and nothing older, whatever the system's default is.
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
        AllowRenegotiation = false,
        AllowTlsResume = false,
        ClientCertificateRequired = false,
    };
}
