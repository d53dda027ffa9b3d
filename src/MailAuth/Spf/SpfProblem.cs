namespace Sekisho.MailAuth.Spf;

/// <summary>Why there is no result but none, temperror or permerror.</summary>
public enum SpfProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The identity has no usable domain: a literal, a single label, a label too long (RFC 7208 §4.3).</summary>
    NoDomain,

    /// <summary>The domain publishes no SPF record (RFC 7208 §4.5).</summary>
    NoRecord,

    /// <summary>More than one record (RFC 7208 §4.5).</summary>
    SeveralRecords,

    /// <summary>The record breaks the grammar (RFC 7208 §4.6).</summary>
    BadRecord,

    /// <summary>More terms that ask the DNS than allowed (RFC 7208 §4.6.4).</summary>
    TooManyLookups,

    /// <summary>More look-ups without an answer than allowed (RFC 7208 §4.6.4).</summary>
    TooManyVoidLookups,

    /// <summary>An "mx" with more exchanges than allowed (RFC 7208 §4.6.4).</summary>
    TooManyMxNames,

    /// <summary>An included or redirected-to domain has no record or no usable name (RFC 7208 §5.2, §6.1).</summary>
    BrokenReference,

    /// <summary>The DNS failed, or did not answer in time.</summary>
    DnsFailure,

    /// <summary>The whole check took longer than allowed.</summary>
    Deadline,
}
