using Sekisho.Configuration;
using Sekisho.Deliver;
using Sekisho.Deliver.Reporting;

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
        TrustAd = config.Dns.TrustAd,
        MtaSts = config.Deliver.MtaSts,
        Dane = config.Deliver.Dane,
        SignMail = config.Authentication.SignMail,
        SealRelayed = config.Authentication.SealRelayed,
        TokenEndpoints = [.. config.Deliver.TokenEndpoints.Select(endpoint => endpoint.HostAndPort)],
        FailureNotices = config.Deliver.FailureNotices,
        Reports = new ReportOptions
        {
            From = config.Reports.From?.Text,
            Organization = config.Reports.Organization?.Text ?? "",
            Contact = config.Reports.Contact?.Text,
        },
        DelayNoticesUnasked = config.Queue.DelayNoticesUnasked,
    };
}
