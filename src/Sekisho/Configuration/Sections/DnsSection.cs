using System.Net;

namespace Sekisho.Configuration.Sections;

/// <summary>Name servers.</summary>
internal sealed record DnsSection
{
    /// <summary>The name servers.</summary>
    [Setting("The name servers to ask, in this order. Best is a validating resolver on the same machine.", Example = "[\"127.0.0.1:53\"]", WhenAbsent = "those of /etc/resolv.conf", MaxItems = 8)]
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];
}
