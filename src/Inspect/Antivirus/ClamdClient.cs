using System.Net.Sockets;

namespace Sekisho.Inspect.Antivirus;

/// <summary>Asks clamd, over one connection that is kept. One scan at a time: a worker has one message. What goes wrong is a result, never an exception.</summary>
internal sealed class ClamdClient(ClamdAddress address, TimeSpan timeout, long maxBytes, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private ClamdSession? _session;

    /// <summary>Scans <paramref name="content"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> is set.</exception>
    public async ValueTask<ScanResult> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (content.Length > maxBytes) return new ScanResult(ScanOutcome.TooLarge, $"the limit of {maxBytes} bytes");
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await _one.WaitAsync(either.Token);
            try
            {
                return await ScanOnAnyAsync(content, either.Token);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ScanResult(ScanOutcome.Unavailable, $"no answer in {timeout.TotalSeconds:0.#} s");
        }
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        Drop();
        _one.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ScanResult> ScanOnAnyAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (_session is not null && _session.IsStale()) Drop();
            var reused = _session is not null && _session.IsReused;
            try
            {
                _session ??= await ClamdSession.OpenAsync(address, cancellation);
                var result = await _session.ScanAsync(content, cancellation);

                // After anything but a plain answer the session's state is uncertain.
                if (result.Outcome is not (ScanOutcome.Clean or ScanOutcome.Found)) Drop();
                return result;
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                Drop();

                // A connection that clamd closed between two messages (idle, reloaded, restarted) is not a failure of clamd.
                if (reused && attempt == 1) continue;
                return new ScanResult(ScanOutcome.Unavailable, $"{address.Text}: {exception.Message}");
            }
            catch (OperationCanceledException)
            {
                Drop();
                throw;
            }
        }
    }

    private void Drop()
    {
        _session?.Dispose();
        _session = null;
    }
}
