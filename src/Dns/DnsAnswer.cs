using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns;

/// <summary>What a look-up ended with. A failure is a value of this type, too; look-ups do not throw.</summary>
public sealed record DnsAnswer
{
    /// <summary>How it ended.</summary>
    public required DnsStatus Status { get; init; }

    /// <summary>The name asked for.</summary>
    public required DnsName Name { get; init; }

    /// <summary>The type asked for.</summary>
    public required DnsRecordType Type { get; init; }

    /// <summary>The records of that type at the end of the aliases; not empty exactly when the status is Success.</summary>
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>The name that has the records: the end of the aliases, or the name itself.</summary>
    public DnsName CanonicalName { get; init; }

    /// <summary>
    /// Every answer on the way had the AD bit: the server says it has checked the signatures (RFC 4035 §3.2.3). Worth as much
    /// as the server and the network to it: with a validating server on this machine, a proof.
    /// </summary>
    public bool Authenticated { get; init; }

    /// <summary>How long the answer holds from when it was given; zero: only now.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>What went wrong, in words for the operator, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether asking later may end differently: the failure says nothing about the name.</summary>
    public bool IsTemporary => Status is DnsStatus.ServFail or DnsStatus.Refused or DnsStatus.Timeout or DnsStatus.Malformed or DnsStatus.NoServers;
}
