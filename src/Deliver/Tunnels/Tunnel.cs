using Sekisho.Vault.Tunnels;

namespace Sekisho.Deliver.Tunnels;

/// <summary>One connection for the vault. It closes itself when its time or its bytes are used up.</summary>
internal sealed class Tunnel : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private readonly Action _forget;
    private readonly ITimer _end;
    private readonly SemaphoreSlim _one = new(1);
    private readonly byte[] _buffer = new byte[TunnelCalls.MostBytesOfExchange];
    private int _left;
    private int _closed;

    public Tunnel(Stream stream, int mostBytes, TimeSpan patience, TimeProvider clock, TimeSpan lifetime, Action forget)
    {
        (_stream, _left, _patience, _clock, _forget) = (stream, mostBytes, patience, clock, forget);
        _end = clock.CreateTimer(static tunnel => ((Tunnel)tunnel!).Close(), this, lifetime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends, and waits for what comes.</summary>
    public async ValueTask<TunnelExchangeReply> ExchangeAsync(byte[] bytes, bool last, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_patience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        await _one.WaitAsync(both.Token);
        try
        {
            _left -= bytes.Length;
            if (_left < 0) return new TunnelExchangeReply([], Ended: true);
            if (bytes.Length > 0) await _stream.WriteAsync(bytes, both.Token);
            if (last) return new TunnelExchangeReply([], Ended: true);
            var count = await _stream.ReadAsync(_buffer.AsMemory(0, Math.Min(_buffer.Length, _left + 1)), both.Token);
            _left -= count;
            return count == 0 || _left < 0 ? new TunnelExchangeReply([], Ended: true) : new TunnelExchangeReply(_buffer.AsSpan(0, count).ToArray(), Ended: false);
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new TunnelExchangeReply([], Ended: true);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _end.DisposeAsync();
    }

    private void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        _stream.Dispose();
        _forget();
    }
}
