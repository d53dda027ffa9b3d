using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Deliver.LoggingIn;
using Sekisho.Deliver.Reporting;
using Sekisho.Deliver.Routing;
using Sekisho.Deliver.Security;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Replies;

namespace Sekisho.Deliver.Connecting;

/// <summary>Makes connections and starts sessions on them.</summary>
/// <param name="options">How.</param>
/// <param name="trusted">The authorities of the operator's relays; null: the system's.</param>
/// <param name="exchangesTrusted">The authorities of mail exchanges; null: the system's.</param>
/// <param name="logIn">Logs in where the route names a credential.</param>
/// <param name="sessions">Hears what became of TLS.</param>
/// <param name="clock">The clock.</param>
internal sealed class Connector(DeliverOptions options, X509Certificate2Collection? trusted, X509Certificate2Collection? exchangesTrusted, RelayLogIn logIn, ITlsSessions sessions, TimeProvider clock)
{
    /// <summary>Opens a session with one address of a host.</summary>
    /// <returns>The session, or why there is none.</returns>
    public async Task<(DeliveryConnection? Connection, SmtpFailure? Failure)> OpenAsync(RouteTarget target, IPAddress address, ConnectionKey key, HostSecurity security, CancellationToken cancellation)
    {
        var (connection, failure) = await OpenAsync(target, address, key, security, security.Tls, cancellation);
        if (failure is { Problem: SmtpProblem.TlsFailed } && security.MayFallBack)
        {
            // RFC 7435 §4.1: where TLS is only better than nothing, nothing is tried when TLS does not work.
            (connection, failure) = await OpenAsync(target, address, key, security with { Domain = null }, SmtpClientTls.None, cancellation);
        }

        return (connection, failure);
    }

    private async Task<(DeliveryConnection? Connection, SmtpFailure? Failure)> OpenAsync(
        RouteTarget target, IPAddress address, ConnectionKey key, HostSecurity security, SmtpClientTls tls, CancellationToken cancellation)
    {
        var (stream, failure) = await ConnectAsync(target, address, cancellation);
        if (stream is null) return (null, failure);
        var from = ((stream as NetworkStream)?.Socket.LocalEndPoint as IPEndPoint)?.Address;
        var judge = security.HasJudge && tls != SmtpClientTls.None ? new CertificateJudge(security, clock) : null;
        var client = new SmtpClientConnection(
            stream,
            new SmtpClientOptions
            {
                HeloName = options.Hostname,
                Lmtp = key.Lmtp,
                Tls = tls,
                TlsHost = security.TlsHost,
                TrustedRoots = security.IsExchange ? exchangesTrusted : trusted,
                Judge = judge,
                Timeouts = options.Timeouts,
            },
            clock);
        try
        {
            failure = await client.StartAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await client.DisposeAsync();
            throw;
        }

        if (security.Domain is not null && Counted(client, failure, judge, security) is { } outcome)
            sessions.Add(ToTlsSession.Of(security, target.Host, outcome.Failure, outcome.Reason, client.Server.ServerName, from, address));
        if (failure is null && key.Credential is { } credential) failure = await LogInAsync(client, credential, target, cancellation);
        if (failure is null) return (new DeliveryConnection(client, key, target.Host, clock.GetUtcNow(), security.Words), null);
        await client.DisposeAsync();
        return (null, failure);
    }

    private async Task<SmtpFailure?> LogInAsync(SmtpClientConnection client, string credential, RouteTarget target, CancellationToken cancellation)
    {
        try
        {
            return await logIn.RunAsync(client, credential, new DnsEndPoint(target.Host, target.Port), cancellation);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>What became of TLS; null where the session ended for another reason, which is no matter of a TLS report.</summary>
    private static (string? Failure, string? Reason)? Counted(SmtpClientConnection client, SmtpFailure? failure, CertificateJudge? judge, HostSecurity security) => failure switch
    {
        null when client.Tls is null => (TlsFailureTypes.StartTlsNotSupported, null),
        null => (judge?.Failure ?? security.KnownFailure, security.KnownFailure is null ? null : "the policy does not name the host"),
        { Problem: SmtpProblem.TlsUnavailable } => (TlsFailureTypes.StartTlsNotSupported, null),
        { Problem: SmtpProblem.TlsFailed } => (judge?.Failure ?? TlsFailureTypes.ValidationFailure, failure.Reply.Lines[0]),
        _ => null,
    };

    private async Task<(Stream? Stream, SmtpFailure? Failure)> ConnectAsync(RouteTarget target, IPAddress address, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.ConnectTimeoutSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        Socket? socket = null;
        try
        {
            // Commands are small and wait for replies: never held back to be joined with later ones.
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(address, target.Port), both.Token);
            return (new NetworkStream(socket, ownsSocket: true), null);
        }
        catch (SocketException refused)
        {
            socket?.Dispose();
            return (null, NotConnected(SmtpProblem.ConnectionLost, target, address, refused.Message));
        }
        catch (OperationCanceledException)
        {
            socket?.Dispose();
            cancellation.ThrowIfCancellationRequested();
            return (null, NotConnected(SmtpProblem.TimedOut, target, address, "no answer in time"));
        }
    }

    private static SmtpFailure NotConnected(SmtpProblem problem, RouteTarget target, IPAddress address, string why) =>
        new(SmtpStage.Connect, problem, SmtpReply.Of(451, "4.4.1", $"No connection to {target.Host} ({new IPEndPoint(address, target.Port)}): {why}."));
}
