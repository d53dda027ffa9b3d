namespace Sekisho.MailAuth.Dane;

/// <summary>Why a server's certificate does not satisfy its TLSA records.</summary>
public enum DaneProblem
{
    /// <summary>It does.</summary>
    None,

    /// <summary>No record matches the certificate or an authority above it.</summary>
    NoMatch,

    /// <summary>An authority matches, and the certificate is of another host.</summary>
    OtherHost,

    /// <summary>An authority matches, and a certificate on the way is not valid now.</summary>
    Expired,

    /// <summary>An authority matches, and the way from it to the certificate is not sound: a signature, or what a certificate may be used for.</summary>
    BadChain,
}
