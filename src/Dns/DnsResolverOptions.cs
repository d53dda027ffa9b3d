using System.Net;

namespace Sekisho.Dns;

/// <summary>How a <see cref="DnsResolver"/> works.</summary>
public sealed record DnsResolverOptions
{
    /// <summary>The recursive servers to ask, in order of preference.</summary>
    public required IReadOnlyList<IPEndPoint> Servers { get; init; }

    /// <summary>How long one try over UDP waits for its answer; TCP waits twice as long.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often all servers are gone through.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>A look-up ends after this time whatever happens: a caller's SMTP client waits meanwhile.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Answers in the cache at most; the least recently used goes first.</summary>
    public int MaxCacheEntries { get; init; } = 20_000;

    /// <summary>Records in the cache at most, of all answers together: few names with thousands of records fill memory, too.</summary>
    public int MaxCacheRecords { get; init; } = 200_000;

    /// <summary>No answer is kept longer, whatever its TTL says: a poisoned entry must go some day.</summary>
    public TimeSpan MaxTtl { get; init; } = TimeSpan.FromDays(1);

    /// <summary>No negative answer is kept longer (RFC 2308 §5 suggests one to three hours).</summary>
    public TimeSpan MaxNegativeTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a failure is kept, so that a broken zone is not asked for every message (RFC 9520 §3.2).</summary>
    public TimeSpan FailureTtl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>More aliases than this after each other are a circle or an attack.</summary>
    public int MaxAliases { get; init; } = 8;

    /// <summary>Look-ups under way at one time; more wait. Stops a flood of names from using up sockets.</summary>
    public int MaxConcurrentLookups { get; init; } = 512;

    /// <summary>
    /// Letters of the asked name get a random case that the answer must repeat: about one more bit for every letter that a
    /// forger has to guess. A server that does not repeat it is asked over TCP.
    /// </summary>
    public bool MixCase { get; init; } = true;
}
