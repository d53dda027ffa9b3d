namespace Sekisho.MailAuth.Dkim;

/// <summary>Why a signature does not pass. The result that each leads to is in docs/sender-authentication.md.</summary>
public enum DkimProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The field is no tag list, or a tag has a value that it may not have (RFC 6376 §3.2, §3.5).</summary>
    BadSyntax,

    /// <summary>A version other than 1 (RFC 6376 §3.5 v=).</summary>
    UnsupportedVersion,

    /// <summary>An algorithm that nobody has defined (RFC 6376 §3.5 a=).</summary>
    UnsupportedAlgorithm,

    /// <summary>rsa-sha1, which no longer counts (RFC 8301 §3.1).</summary>
    WeakAlgorithm,

    /// <summary>A canonical form, or a way to ask for keys, that nobody has defined (RFC 6376 §3.5 c=, q=).</summary>
    UnsupportedMethod,

    /// <summary>A tag that must be there is not (RFC 6376 §6.1.1).</summary>
    MissingTag,

    /// <summary>d= or s= is no domain name (RFC 6376 §3.5).</summary>
    BadDomain,

    /// <summary>d= is a single label: nobody's own domain.</summary>
    DomainIsTopLevel,

    /// <summary>i= is not d= or below it (RFC 6376 §6.1.1), or below it although the key forbids that (§3.6.1 t=s).</summary>
    IdentityOutsideDomain,

    /// <summary>h= does not name From (RFC 6376 §5.4).</summary>
    FromNotSigned,

    /// <summary>x= has passed (RFC 6376 §3.5).</summary>
    Expired,

    /// <summary>t= lies in the future.</summary>
    FromTheFuture,

    /// <summary>x= is not after t= (RFC 6376 §3.5).</summary>
    ExpiresBeforeSigned,

    /// <summary>There is no key under the selector (RFC 6376 §6.1.2).</summary>
    NoKey,

    /// <summary>The key was taken back: an empty p= (RFC 6376 §3.6.1).</summary>
    KeyRevoked,

    /// <summary>The key record, or the key in it, cannot be read (RFC 6376 §6.1.2).</summary>
    BadKey,

    /// <summary>The key is for other purposes (RFC 6376 §3.6.1 s=), for another algorithm (k=) or another hash (h=).</summary>
    KeyNotForThis,

    /// <summary>An RSA key below 1024 bits, which must not count (RFC 8301 §3.2).</summary>
    KeyTooShort,

    /// <summary>An RSA key beyond 8192 bits or with a huge exponent: made to cost us time.</summary>
    KeyTooLarge,

    /// <summary>The DNS failed, or did not answer in time.</summary>
    DnsFailure,

    /// <summary>The body is not what was signed (RFC 6376 §6.1.3).</summary>
    BodyDiffers,

    /// <summary>l= is more than the body has (RFC 6376 §3.5).</summary>
    BodyTooShort,

    /// <summary>The signature is right, but l= covers only the beginning of the body: anyone could add the rest (RFC 6376 §8.2).</summary>
    BodyNotCovered,

    /// <summary>The header is not what was signed, or not by this key (RFC 6376 §6.1.3).</summary>
    SignatureDiffers,

    /// <summary>More signatures than are looked at: stops messages that carry hundreds.</summary>
    TooManySignatures,

    /// <summary>The header exceeds a limit.</summary>
    HeaderTooLarge,

    /// <summary>Ed25519 is not available on this system.</summary>
    NoEd25519,
}
