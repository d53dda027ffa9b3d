namespace Sekisho.Dns;

/// <summary>What a look-up ended with.</summary>
public enum DnsStatus
{
    /// <summary>There are records of the asked type.</summary>
    Success,

    /// <summary>The name exists, but has no record of the asked type (RFC 2308 §2.2).</summary>
    NoData,

    /// <summary>The name does not exist (RFC 2308 §2.1).</summary>
    NxDomain,

    /// <summary>The servers answered that they failed (also: signatures that do not check).</summary>
    ServFail,

    /// <summary>The servers refuse to answer us.</summary>
    Refused,

    /// <summary>No usable answer in time, or nobody there.</summary>
    Timeout,

    /// <summary>The answers cannot be read, exceed a limit or lead in a circle.</summary>
    Malformed,

    /// <summary>What was asked for is no domain name; nobody was asked.</summary>
    BadName,

    /// <summary>There is no server to ask.</summary>
    NoServers,
}
