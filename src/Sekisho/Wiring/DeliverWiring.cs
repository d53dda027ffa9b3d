using Sekisho.Configuration;
using Sekisho.Deliver;

namespace Sekisho.Wiring;

/// <summary>The configuration of the role deliver.</summary>
internal static class DeliverWiring
{
    /// <summary>What the role is told.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="configFolder">Where its relative paths start.</param>
    public static DeliverOptions OptionsOf(SekishoConfig config, string configFolder) => new()
    {
        Hostname = MxWiring.HostNameOf(config),
        DnsServers = [.. config.Dns.Servers.Select(server => server.ToString())],
        MaxConnections = config.Deliver.Connections,
        MaxConnectionsPerDestination = config.Deliver.ConnectionsPerDestination,
        TrustedCertificatesFile = config.Deliver.TrustedCertificates?.From(configFolder),
        TokenEndpoints = [.. config.Deliver.TokenEndpoints.Select(endpoint => endpoint.HostAndPort)],
        FailureNotices = config.Deliver.FailureNotices,
        DelayNoticesUnasked = config.Queue.DelayNoticesUnasked,
    };
}
