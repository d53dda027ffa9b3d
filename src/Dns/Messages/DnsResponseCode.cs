namespace Sekisho.Dns.Messages;

/// <summary>RCODE of a response (RFC 1035 §4.1.1, with the upper bits of RFC 6891 §6.1.3).</summary>
public enum DnsResponseCode
{
    /// <summary>No error.</summary>
    NoError = 0,

    /// <summary>The server cannot read the query.</summary>
    FormatError = 1,

    /// <summary>The server failed.</summary>
    ServerFailure = 2,

    /// <summary>The name does not exist.</summary>
    NameError = 3,

    /// <summary>The server does not know this kind of query.</summary>
    NotImplemented = 4,

    /// <summary>The server does not want to.</summary>
    Refused = 5,

    /// <summary>The server does not know this version of EDNS.</summary>
    BadVersion = 16,
}
