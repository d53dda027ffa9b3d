using System.Net;

namespace Sekisho.Configuration.Sections;

/// <summary>Name servers.</summary>
internal sealed record DnsSection
{
    /// <summary>The name servers.</summary>
    [Setting("The name servers to ask, in this order. Best is a validating resolver on the same machine.", Example = "[\"127.0.0.1:53\"]", WhenAbsent = "those of /etc/resolv.conf", MaxItems = 8)]
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>Whether the name servers validate.</summary>
    [Setting("Whether the name servers check DNSSEC, and what they say about it reaches us unchanged (the AD bit): DANE needs it. 'true' over a network lets everybody on the way vouch for forged names.", Example = "true", WhenAbsent = "true when all name servers are on this machine, or /etc/resolv.conf, when it is used, says trust-ad")]
    public bool? TrustAd { get; init; }
}
