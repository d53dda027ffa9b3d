using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sekisho.Smtp.Client;

/// <summary>Decides about the certificate that a server shows in the handshake of TLS.</summary>
public interface ICertificateJudge
{
    /// <summary>Called once in a handshake. Does not throw.</summary>
    /// <param name="certificate">The server's certificate, or null when it showed none.</param>
    /// <param name="sent">The other certificates that it sent.</param>
    /// <param name="chain">The chain that was built to the trusted authorities, or null.</param>
    /// <param name="errors">What is wrong with certificate, name and chain by the usual rules (RFC 5280, RFC 9525).</param>
    /// <returns>Null when the session may go on; otherwise why not, in words for the reply.</returns>
    string? Judge(X509Certificate2? certificate, IReadOnlyList<X509Certificate2> sent, X509Chain? chain, SslPolicyErrors errors);
}
