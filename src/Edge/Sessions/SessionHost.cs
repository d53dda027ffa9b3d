using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge.Sessions;

/// <summary>Runs the sessions of all listeners and ends them in order.</summary>
internal sealed class SessionHost(SessionGate gate, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan RefusalTime = TimeSpan.FromSeconds(5);
    private static readonly SmtpReply TooMany = SmtpReply.Of(421, "4.7.0", "Too many connections");

    private readonly Lock _lock = new();
    private readonly HashSet<SmtpSession> _sessions = [];
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

    /// <summary>Serves a connection to its end; never throws.</summary>
    public async Task ServeAsync(ConnectionContext connection, SmtpServerOptions options, ISmtpHandler handler)
    {
        // Off the accepting loop at once: the next connection does not wait for this one's greeting.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var remote = Unmapped(connection.RemoteEndPoint);
        try
        {
            await using (connection)
            {
                var answer = gate.Enter(remote.Address);
                if (answer != GateAnswer.Open)
                {
                    Log.ConnectionRefused(logger, remote.ToString(), answer);
                    if (!options.ImplicitTls) await RefuseAsync(connection);
                    return;
                }

                try
                {
                    await RunAsync(connection, options, handler, new SessionInfo(remote, Unmapped(connection.LocalEndPoint)));
                }
                finally
                {
                    gate.Leave(remote.Address);
                }
            }
        }
        catch (Exception exception)
        {
            // The boundary: one session's failure is no other's.
            Log.SessionFailed(logger, remote.ToString(), exception);
        }
    }

    /// <summary>Ends the sessions: those between commands now, those within a message after it, all when <paramref name="hurry"/> is set.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        List<SmtpSession> sessions;
        lock (_lock)
        {
            _stopping = true;
            sessions = [.. _sessions];
            if (sessions.Count == 0) _drained.TrySetResult();
        }

        foreach (var session in sessions) session.Stop();
        await using (hurry.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _abort))
            await _drained.Task;
    }

    public void Dispose() => _abort.Dispose();

    private async Task RunAsync(ConnectionContext connection, SmtpServerOptions options, ISmtpHandler handler, SessionInfo info)
    {
        var session = new SmtpSession(options, handler, info);
        lock (_lock)
        {
            _sessions.Add(session);
            // Came in while the role stops: it hears so instead of a greeting's worth of hope.
            if (_stopping) session.Stop();
        }

        try
        {
            var end = await session.RunAsync(connection.Transport, _abort.Token);
            Log.SessionEnded(logger, info.Remote!.ToString(), end, info.Messages, info.Errors);
        }
        finally
        {
            lock (_lock)
            {
                _sessions.Remove(session);
                if (_stopping && _sessions.Count == 0) _drained.TrySetResult();
            }
        }
    }

    private async Task RefuseAsync(ConnectionContext connection)
    {
        TooMany.WriteTo(connection.Transport.Output);
        using var timeout = new CancellationTokenSource(RefusalTime, clock);
        try
        {
            await connection.Transport.Output.FlushAsync(timeout.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It is gone, which is what we wanted.
        }

        await connection.Transport.Output.CompleteAsync();
    }

    private static IPEndPoint Unmapped(EndPoint? endPoint) => endPoint switch
    {
        IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped => new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port),
        IPEndPoint plain => plain,
        _ => new IPEndPoint(IPAddress.None, 0),
    };
}
