using System.Net;
using Sekisho.Configuration;
using Sekisho.Configuration.Values;
using Sekisho.Edge;
using Sekisho.Smtp.Server;
using Sekisho.Starting;

namespace Sekisho.Wiring;

/// <summary>The configuration of the role mx.</summary>
internal static class MxWiring
{
    /// <summary>What the role is told.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="certificate">The full path of the certificate.</param>
    /// <param name="key">The full path of its key.</param>
    public static MxOptions OptionsOf(SekishoConfig config, string certificate, string key) => new()
    {
        HostName = HostNameOf(config),
        Listeners =
        [
            .. config.Mx.Listen.Select(address => ListenerOf(ListenerKind.Relay, address)),
            .. config.Submission.Listen.Select(address => ListenerOf(address.ImplicitTls ? ListenerKind.SubmissionTls : ListenerKind.Submission, address)),
        ],
        CertificatePath = certificate,
        KeyPath = key,
        Limits = LimitsOf(config),
        TrustedNetworks = [.. config.Limits.TrustedNetworks.Select(network => network.ToString())],
        ExemptNetworks = [.. config.Inspect.ExemptNetworks.Select(network => network.ToString())],
        MaxSessions = config.Limits.Sessions,
        MaxSessionsPerAddress = config.Limits.SessionsPerAddress,
        MaxSessionsPerNetwork = config.Limits.SessionsPerNetwork,
        MaxContentMemoryBytes = config.Limits.InFlightBytes,
        Greylisting = config.Mx.Greylisting,
        GreylistSeconds = config.Mx.GreylistSeconds,
        MaxReceivedHeaders = config.Limits.ReceivedHeaders,
    };

    /// <summary>The name of this host: of the configuration, or else of the machine.</summary>
    public static string HostNameOf(SekishoConfig config) => config.Hostname ?? HostName.Of(Environment.MachineName);

    private static SmtpServerLimits LimitsOf(SekishoConfig config) => new()
    {
        MaxMessageBytes = config.Limits.MessageBytes,
        MaxRecipients = config.Limits.Recipients,
        MaxTextLineBytes = config.Limits.TextLineBytes,
        MaxMessages = config.Limits.MessagesPerSession,
        MaxErrors = config.Limits.ErrorsPerSession,
        MaxFailedLogins = config.Limits.FailedLoginsPerSession,
        CommandTimeoutSeconds = config.Limits.CommandTimeoutSeconds,
        DataTimeoutSeconds = config.Limits.DataTimeoutSeconds,
        MinDataBytesPerSecond = config.Limits.DataBytesPerSecond,
        MaxSessionSeconds = config.Limits.SessionSeconds,
    };

    private static MxListener ListenerOf(ListenerKind kind, ListenAddress address)
    {
        var host = address.At.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address.At.Host);
        return new MxListener(new IPEndPoint(host, address.At.Port).ToString(), kind);
    }
}
