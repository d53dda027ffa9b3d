namespace Sekisho.Smtp.Addresses;

/// <summary>What came of reading a path of MAIL or RCPT.</summary>
public enum PathStatus
{
    /// <summary>An address.</summary>
    Address,

    /// <summary>The null reverse-path, <c>&lt;&gt;</c> (RFC 5321 §4.5.5).</summary>
    Null,

    /// <summary><c>&lt;Postmaster&gt;</c> without a domain, in any case (RFC 5321 §4.1.1.3).</summary>
    Postmaster,

    /// <summary>Not a path.</summary>
    Malformed,

    /// <summary>A part exceeds its limit.</summary>
    TooLong,
}
