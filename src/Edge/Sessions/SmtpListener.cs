using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge.Sessions;

/// <summary>Accepts the connections of one address.</summary>
internal sealed class SmtpListener(
    IConnectionListener listener, SmtpServerOptions options, ISmtpHandler handler, SessionHost host, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private Task _accepting = Task.CompletedTask;

    /// <summary>Where it really listens.</summary>
    public EndPoint Address => listener.EndPoint;

    public void Start() => _accepting = AcceptAsync();

    /// <summary>Accepts nothing more.</summary>
    public async Task StopAsync()
    {
        await listener.UnbindAsync();
        await _accepting;
        await listener.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                if (await listener.AcceptAsync() is not { } connection) return;
                _ = host.ServeAsync(connection, options, handler);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
            {
                // Out of file handles, for instance: the sessions that end give some back.
                Log.AcceptFailed(logger, Address.ToString()!, exception);
                await Task.Delay(PauseAfterFailure, clock);
            }
        }
    }
}
