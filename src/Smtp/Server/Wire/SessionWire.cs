using System.IO.Pipelines;
using System.Net.Security;

namespace Sekisho.Smtp.Server;

/// <summary>The connection of a session: what it reads and writes through, in clear first and then perhaps under TLS.</summary>
internal sealed class SessionWire(IDuplexPipe transport, SmtpServerLimits limits, Watchdog watchdog)
{
    // How long and how much is still read after the last reply, so that the reply is not lost to a reset connection.
    private const double LingerSeconds = 2;
    private const long MaxLingerBytes = 4 * 1024 * 1024;

    private SslStream? _tls;
    private PipeReader? _tlsReader;
    private PipeWriter? _tlsWriter;
    private volatile SessionInput _input = new(transport.Input, limits, watchdog);
    private volatile SessionOutput _output = new(transport.Output, limits, watchdog);

    public SessionInput Input => _input;

    public SessionOutput Output => _output;

    /// <summary>Does the handshake; from then on everything goes through TLS. False when it fails.</summary>
    public async ValueTask<bool> SecureAsync(SmtpServerOptions options, SessionInfo info, CancellationToken cancellation)
    {
        Input.Release();
        _tls = await TlsUpgrade.HandshakeAsync(transport, options, info, cancellation);
        if (_tls is null) return false;
        _tlsReader = TlsUpgrade.Reader(_tls);
        _tlsWriter = TlsUpgrade.Writer(_tls);
        _input = new SessionInput(_tlsReader, limits, watchdog);
        _output = new SessionOutput(_tlsWriter, limits, watchdog);
        return true;
    }

    /// <summary>Ends the waits for the client, from any thread.</summary>
    public void CancelWaits()
    {
        try
        {
            _input.Cancel();
            _output.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The session ended by itself on another thread just now: nothing waits any more.
        }
    }

    /// <summary>Reads on for a moment and throws away what comes.</summary>
    public async ValueTask LingerAsync()
    {
        var deadline = watchdog.In(LingerSeconds);
        for (long bytes = 0; bytes < MaxLingerBytes;)
        {
            bytes += Input.Buffered.Length;
            Input.DiscardBuffered();
            if (await Input.WaitAsync(deadline) != ReadOutcome.Again) break;
        }
    }

    /// <summary>Completes both pipes; nothing may be called afterwards.</summary>
    /// <param name="sayGoodbye">Tell the other side that TLS ends here: without it, it cannot tell an end from an attack.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Ends the goodbye.</param>
    public async ValueTask CloseAsync(bool sayGoodbye, TimeProvider clock, CancellationToken cancellation)
    {
        if (_tls is not null) await CloseTlsAsync(_tls, sayGoodbye, clock, cancellation);
        await transport.Output.CompleteAsync();
        await transport.Input.CompleteAsync();
    }

    private async ValueTask CloseTlsAsync(SslStream tls, bool sayGoodbye, TimeProvider clock, CancellationToken cancellation)
    {
        await _tlsReader!.CompleteAsync();
        try
        {
            await _tlsWriter!.CompleteAsync();
            if (sayGoodbye) await tls.ShutdownAsync().WaitAsync(TimeSpan.FromSeconds(LingerSeconds), clock, cancellation);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            // The client is gone already, and with it whom there was to tell.
        }

        await tls.DisposeAsync();
    }
}
