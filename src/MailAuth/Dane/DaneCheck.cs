using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sekisho.MailAuth.Dane;

/// <summary>Compares a server's certificate with its TLSA records (RFC 7672 §3, RFC 7671 §5).</summary>
public static class DaneCheck
{
    /// <summary>Certificates that a server may send; more are not looked at, so that a long chain costs nothing.</summary>
    public const int MaxCertificates = 20;

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const X509ChainStatusFlags NotNow = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.CtlNotTimeValid;

    // Who is at the top, the records say and not a list of authorities; and nothing is fetched to ask for revocations.
    private const X509ChainStatusFlags Ignored =
        X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>
    /// Whether one of the records holds:
    /// 1. DANE-EE(3): the certificate or its key is the one in the record; its name, its time and who signed it mean nothing
    ///    (RFC 7672 §3.1.1).
    /// 2. DANE-TA(2): an authority of the record has signed it, through sound certificates that are valid now, and the
    ///    certificate is of the host (§3.1.2, §3.2.3).
    /// </summary>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="sent">The other certificates that the server sent.</param>
    /// <param name="records">The usable records.</param>
    /// <param name="names">The names of the host that are proven: one is enough.</param>
    /// <param name="now">The time.</param>
    public static DaneProblem Run(
        X509Certificate2 certificate, IReadOnlyList<X509Certificate2> sent, IReadOnlyList<DaneRecord> records, IReadOnlyList<string> names, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(names);
        if (records.Any(record => !record.IsAnchor && Matches(record, certificate))) return DaneProblem.None;
        var anchors = records.Where(record => record.IsAnchor).ToList();
        if (anchors.Count == 0) return DaneProblem.NoMatch;
        var own = new List<X509Certificate2>();
        try
        {
            // RFC 7671 §5.2.2: an authority that stands in the DNS as a whole need not be sent.
            own.AddRange(anchors.Where(record => record is { OfKey: false, Matching: 0 }).Select(TryLoad).OfType<X509Certificate2>());
            return CheckChain(certificate, [.. sent.Take(MaxCertificates), .. own], anchors, names, now);
        }
        finally
        {
            foreach (var each in own) each.Dispose();
        }
    }

    private static DaneProblem CheckChain(
        X509Certificate2 certificate, X509Certificate2[] others, List<DaneRecord> anchors, IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var other in others)
            if (anchors.Exists(record => Matches(record, other))) chain.ChainPolicy.CustomTrustStore.Add(other);
        if (chain.ChainPolicy.CustomTrustStore.Count == 0) return DaneProblem.NoMatch;
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.Build(certificate);
        try
        {
            return Judge(chain, certificate, anchors, names);
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    /// <summary>The part of the chain from the certificate to the first authority that a record names; what is above it does not matter.</summary>
    private static DaneProblem Judge(X509Chain chain, X509Certificate2 certificate, List<DaneRecord> anchors, IReadOnlyList<string> names)
    {
        var status = X509ChainStatusFlags.NoError;
        for (var depth = 0; depth < chain.ChainElements.Count; depth++)
        {
            var element = chain.ChainElements[depth];
            foreach (var each in element.ChainElementStatus) status |= each.Status;
            // At depth 0 stands the certificate itself, which is nobody's authority.
            if (depth == 0 || !anchors.Any(record => Matches(record, element.Certificate))) continue;
            status &= ~Ignored;
            if ((status & ~NotNow) != X509ChainStatusFlags.NoError) return DaneProblem.BadChain;
            if (status != X509ChainStatusFlags.NoError) return DaneProblem.Expired;
            return names.Any(name => Uri.CheckHostName(name) == UriHostNameType.Dns && certificate.MatchesHostname(name)) ? DaneProblem.None : DaneProblem.OtherHost;
        }

        return DaneProblem.NoMatch;
    }

    private static bool Matches(DaneRecord record, X509Certificate2 certificate)
    {
        var data = record.OfKey ? certificate.PublicKey.ExportSubjectPublicKeyInfo() : certificate.RawData;
        return record.Matching switch
        {
            0 => record.Data.Span.SequenceEqual(data),
            1 => record.Data.Span.SequenceEqual(SHA256.HashData(data)),
            _ => record.Data.Span.SequenceEqual(SHA512.HashData(data)),
        };
    }

    private static X509Certificate2? TryLoad(DaneRecord record)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(record.Data.Span);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
