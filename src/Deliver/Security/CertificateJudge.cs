using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sekisho.MailAuth.Dane;
using Sekisho.Smtp.Client;

namespace Sekisho.Deliver.Security;

/// <summary>Judges one server's certificate by what is asked of its host, and remembers what was wrong for reports.</summary>
internal sealed class CertificateJudge(HostSecurity security, TimeProvider clock) : ICertificateJudge
{
    /// <summary>What was wrong: a word of RFC 8460 §4.3; null for nothing.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public string? Judge(X509Certificate2? certificate, IReadOnlyList<X509Certificate2> sent, X509Chain? chain, SslPolicyErrors errors)
    {
        var (failure, words) = security.Method == SecurityMethod.Dane ? ByRecords(certificate, sent, chain, errors) : ByAuthorities(chain, errors);
        Failure = failure;
        return failure is null || security.Tls != SmtpClientTls.Verified ? null : words;
    }

    private (string? Failure, string Words) ByRecords(X509Certificate2? certificate, IReadOnlyList<X509Certificate2> sent, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return (TlsFailureTypes.TlsaInvalid, "the server shows no certificate");
        // Proven records without a usable one, and a route that asks for a verified host: the usual rules.
        if (security.Records.Count == 0) return ByAuthorities(chain, errors);
        return DaneCheck.Run(certificate, sent, security.Records, security.Names, clock.GetUtcNow()) switch
        {
            DaneProblem.None => (null, ""),
            DaneProblem.OtherHost => (TlsFailureTypes.CertificateHostMismatch, "the authority of the TLSA records has certified another host"),
            DaneProblem.Expired => (TlsFailureTypes.CertificateExpired, "a certificate below the authority of the TLSA records is not valid now"),
            DaneProblem.BadChain => (TlsFailureTypes.CertificateNotTrusted, "the way to the authority of the TLSA records is not sound"),
            _ => (TlsFailureTypes.ValidationFailure, "no TLSA record matches the certificate"),
        };
    }

    private static (string? Failure, string Words) ByAuthorities(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return (null, "");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return (TlsFailureTypes.ValidationFailure, "the server shows no certificate");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var status = X509ChainStatusFlags.NoError;
            foreach (var each in chain?.ChainStatus ?? []) status |= each.Status;
            return status == X509ChainStatusFlags.NotTimeValid
                ? (TlsFailureTypes.CertificateExpired, "its certificate is not valid now")
                : (TlsFailureTypes.CertificateNotTrusted, $"its certificate is not trusted ({status})");
        }

        return (TlsFailureTypes.CertificateHostMismatch, "its certificate is of another host");
    }
}
