namespace Sekisho.MailAuth.Dmarc;

/// <summary>Why there is no pass or fail.</summary>
public enum DmarcProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The message has no usable From (RFC 9989 §5.3.1).</summary>
    NoAuthor,

    /// <summary>From has more author domains than are evaluated.</summary>
    TooManyAuthors,

    /// <summary>The author's domain is no domain name.</summary>
    BadAuthorDomain,

    /// <summary>No record applies (RFC 9989 §4.10.1).</summary>
    NoRecord,

    /// <summary>The record that applies has no usable policy and no address for reports (RFC 9989 §4.10.1).</summary>
    NoUsablePolicy,

    /// <summary>The DNS failed, or did not answer in time.</summary>
    DnsFailure,

    /// <summary>SPF or DKIM had a temporary failure, and nothing else passes.</summary>
    OthersMayPass,
}
