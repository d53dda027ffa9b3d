using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Deliver.Routing;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Replies;

namespace Sekisho.Deliver.Connecting;

/// <summary>Makes connections and starts sessions on them.</summary>
internal sealed class Connector(DeliverOptions options, X509Certificate2Collection? trusted, TimeProvider clock)
{
    /// <summary>Opens a session with one address of a host.</summary>
    /// <returns>The session, or why there is none.</returns>
    public async Task<(DeliveryConnection? Connection, SmtpFailure? Failure)> OpenAsync(RouteTarget target, IPAddress address, ConnectionKey key, CancellationToken cancellation)
    {
        var (connection, failure) = await OpenAsync(target, address, key, key.Tls, cancellation);
        if (failure is { Problem: SmtpProblem.TlsFailed } && key.Tls == SmtpClientTls.Opportunistic)
        {
            // RFC 7435 §4.1: where TLS is only better than nothing, nothing is tried when TLS does not work.
            (connection, failure) = await OpenAsync(target, address, key, SmtpClientTls.None, cancellation);
        }

        return (connection, failure);
    }

    private async Task<(DeliveryConnection? Connection, SmtpFailure? Failure)> OpenAsync(
        RouteTarget target, IPAddress address, ConnectionKey key, SmtpClientTls tls, CancellationToken cancellation)
    {
        var (stream, failure) = await ConnectAsync(target, address, cancellation);
        if (stream is null) return (null, failure);
        var client = new SmtpClientConnection(
            stream,
            new SmtpClientOptions
            {
                HeloName = options.Hostname,
                Lmtp = key.Lmtp,
                Tls = tls,
                TlsHost = target.Host,
                TrustedRoots = trusted,
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

        if (failure is null) return (new DeliveryConnection(client, key, target.Host, clock.GetUtcNow()), null);
        await client.DisposeAsync();
        return (null, failure);
    }

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
