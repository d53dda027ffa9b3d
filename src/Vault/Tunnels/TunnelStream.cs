using Sekisho.Roles.Calls;

namespace Sekisho.Vault.Tunnels;

/// <summary>
/// A tunnel as a stream. What is written goes with the next read, in one call: for a protocol in which we speak and then listen, as
/// TLS and HTTP do. For one user at a time.
/// </summary>
internal sealed class TunnelStream : Stream
{
    /// <summary>The most bytes of both directions over the tunnel's whole life: a token and its certificates have some 10 KB.</summary>
    public const int MostBytes = 512 * 1024;

    private readonly ICallClient _calls;
    private readonly string _tunnel;
    private readonly MemoryStream _pending = new();
    private ReadOnlyMemory<byte> _received;
    private int _left = MostBytes;
    private bool _ended;

    private TunnelStream(ICallClient calls, string tunnel) => (_calls, _tunnel) = (calls, tunnel);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Opens a tunnel.</summary>
    /// <exception cref="IOException">There is none; the message says why.</exception>
    public static async ValueTask<TunnelStream> OpenAsync(ICallClient calls, string host, int port, CancellationToken cancellation)
    {
        try
        {
            var reply = await calls.SendAsync(TunnelCalls.Open, new TunnelOpenRequest(host, port), default, cancellation).ConfigureAwait(false);
            return reply.Tunnel is { } tunnel ? new TunnelStream(calls, tunnel) : throw new IOException(reply.Problem ?? "There is no tunnel.");
        }
        catch (CallException failure)
        {
            throw new IOException("There is no tunnel: " + failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (_received.IsEmpty)
        {
            if (_ended) return 0;
            var reply = await ExchangeAsync(last: false, cancellationToken).ConfigureAwait(false);
            (_received, _ended) = (reply.Bytes, reply.Ended);
            Count(reply.Bytes.Length);
        }

        var count = Math.Min(buffer.Length, _received.Length);
        _received[..count].CopyTo(buffer);
        _received = _received[count..];
        return count;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count(buffer.Length);
        _pending.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Does nothing: what is written goes with the next read.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Closes the tunnel at deliver; what cannot be told closes by itself there.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            try
            {
                await ExchangeAsync(last: true, CancellationToken.None).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // It closes there when nobody asks any more.
            }
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<TunnelExchangeReply> ExchangeAsync(bool last, CancellationToken cancellation)
    {
        if (_pending.Length > TunnelCalls.MostBytesOfExchange) throw new IOException("More is to be sent at once than a tunnel takes.");
        var bytes = _pending.ToArray();
        _pending.SetLength(0);
        try
        {
            return await _calls.SendAsync(TunnelCalls.Exchange, new TunnelExchangeRequest(_tunnel, bytes, last), default, cancellation).ConfigureAwait(false);
        }
        catch (CallException failure)
        {
            throw new IOException("The tunnel is broken: " + failure.Message, failure);
        }
    }

    /// <summary>A server that never stops must not fill the vault's memory.</summary>
    private void Count(int bytes)
    {
        _left -= bytes;
        if (_left < 0) throw new IOException($"More than {MostBytes} bytes went through one tunnel.");
    }
}
