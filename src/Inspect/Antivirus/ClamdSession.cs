using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Inspect.Antivirus;

/// <summary>One connection to clamd in an IDSESSION: scans one stream after the other. clamd(8), "COMMANDS".</summary>
internal sealed class ClamdSession : IDisposable
{
    /// <summary>The longest reply, in bytes. Stops a peer that is no clamd from filling the memory.</summary>
    private const int MaxReplyBytes = 4096;

    /// <summary>How much goes into one chunk of a stream.</summary>
    private const int ChunkBytes = 256 * 1024;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly byte[] _buffer = new byte[MaxReplyBytes];
    private int _buffered;
    private long _requests;

    private ClamdSession(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Whether a scan has been answered on this connection: then it may have grown old, and a failure is worth a second try.</summary>
    public bool IsReused => _requests > 0;

    /// <summary>Connects and opens the session.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="IOException">It went away at once.</exception>
    public static async Task<ClamdSession> OpenAsync(ClamdAddress address, CancellationToken cancellation)
    {
        var isUnix = address.EndPoint is UnixDomainSocketEndPoint;
        var socket = isUnix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.EndPoint, cancellation);
            var session = new ClamdSession(socket);
            await session._stream.WriteAsync("zIDSESSION\0"u8.ToArray(), cancellation);
            return session;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the peer has closed, or says something nobody asked for: not to be used again.</summary>
    public bool IsStale() => _buffered > 0 || _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Scans one stream.</summary>
    /// <exception cref="IOException">The connection broke before an answer.</exception>
    public async Task<ScanResult> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        // The reply is awaited while sending: clamd answers in the middle when the stream is too large, and closes.
        var number = ++_requests;
        var reading = ReadReplyAsync(cancellation);
        var sending = SendAsync(content, cancellation);
        var first = await Task.WhenAny(reading, sending);
        var early = first == reading && !sending.IsCompletedSuccessfully;
        string? reply;
        try
        {
            if (!early) await sending;
            reply = await reading;
        }
        catch (IOException) when (first == sending)
        {
            // Sending broke; the reason may already have been said.
            reply = await reading;
        }

        if (reply is null) throw new IOException("clamd closed the connection without an answer");
        var result = ClamdReply.Read(reply, number);
        return early && result.Outcome is ScanOutcome.Clean or ScanOutcome.Found
            ? new ScanResult(ScanOutcome.Unavailable, "an answer before the stream had ended")
            : result;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var head = new byte[14];
        "zINSTREAM\0"u8.CopyTo(head);
        var first = content[..Math.Min(content.Length, ChunkBytes)];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(10), first.Length);

        // A chunk of length 0 ends the stream, so an empty content has none but that.
        await _stream.WriteAsync(first.IsEmpty ? head.AsMemory(0, 10) : head, cancellation);
        while (!content.IsEmpty)
        {
            var chunk = content[..Math.Min(content.Length, ChunkBytes)];
            await _stream.WriteAsync(chunk, cancellation);
            content = content[chunk.Length..];
            BinaryPrimitives.WriteInt32BigEndian(head, Math.Min(content.Length, ChunkBytes));
            if (!content.IsEmpty) await _stream.WriteAsync(head.AsMemory(0, 4), cancellation);
        }

        await _stream.WriteAsync(new byte[4], cancellation);
    }

    /// <summary>The reply up to its NUL; null when the peer closes first.</summary>
    private async Task<string?> ReadReplyAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _buffered).IndexOf((byte)0);
            if (end >= 0)
            {
                var reply = Encoding.UTF8.GetString(_buffer, 0, end);
                _buffered -= end + 1;
                _buffer.AsSpan(end + 1, _buffered).CopyTo(_buffer);
                return reply;
            }

            if (_buffered == _buffer.Length) throw new IOException("clamd sends an answer without end");
            var read = await _stream.ReadAsync(_buffer.AsMemory(_buffered), cancellation);
            if (read == 0) return null;
            _buffered += read;
        }
    }
}
