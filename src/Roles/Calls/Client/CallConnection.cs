using System.Buffers;
using System.Net.Sockets;
using Sekisho.Roles.Calls.Wire;

namespace Sekisho.Roles.Calls.Client;

/// <summary>
/// One connection to a callee: one call at a time. Own code rather than a general HTTP client because it must know
/// exactly whether a single byte of a request has left (then the call may have been done) or surely none has.
/// </summary>
internal sealed class CallConnection : IDisposable
{
    private const int FirstReceiveBytes = 16 * 1024;
    private const int KeepReceiveBytes = 256 * 1024;

    /// <summary>Content up to this is copied behind the JSON part, so that the request leaves in one system call.</summary>
    private const int CoalesceBytes = 32 * 1024;

    private const int ChunkBytes = 64 * 1024;

    private readonly Socket _socket;
    private readonly ITimer _timer;
    private byte[] _received = new byte[FirstReceiveBytes];
    private int _start;
    private int _end;

    private CallConnection(Socket socket, TimeProvider clock)
    {
        _socket = socket;
        Time = new CallTime(clock);
        _timer = clock.CreateTimer(static state => ((CallConnection)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where requests are written before they are sent.</summary>
    public WireBuffer Request { get; } = new();

    /// <summary>Whether at least one byte of the present request has left.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Until when it may be used. Who ends or closes this frees the connection.</summary>
    internal CallTime Time { get; }

    /// <summary>Whether it was closed because the call's time was over.</summary>
    public bool TimedOut => Time.IsOver;

    /// <summary>The clock's timestamp when it was last given back.</summary>
    public long IdleSince { get; set; }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there, or it is not ours to connect to.</exception>
    public static CallConnection Open(string path, TimeProvider clock)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // On a Unix socket connecting never waits for the network: it is done or refused at once.
            socket.Blocking = false;
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new CallConnection(socket, clock);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Begins a call: from now on until <see cref="EndTime"/> the connection closes itself when the time is over.</summary>
    public void BeginTime(TimeSpan patience)
    {
        HasSent = false;
        _start = _end = 0;
        ExtendTime(patience);
    }

    /// <summary>Gives the call more time from now.</summary>
    public void ExtendTime(TimeSpan patience)
    {
        if (Time.Limit(patience)) _timer.Change(patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes the time limit away.</summary>
    public void EndTime() => Time.Unlimit();

    /// <summary>Sends what is in <see cref="Request"/> and the content after it, and reads the head of the reply.</summary>
    /// <exception cref="IOException">The connection broke; <see cref="HasSent"/> says whether before anything was sent.</exception>
    public async ValueTask<ReplyHead> ExchangeAsync(ReadOnlySequence<byte> content)
    {
        if (!content.IsEmpty && content.Length <= CoalesceBytes)
        {
            foreach (var segment in content) Request.Append(segment.Span);
            content = default;
        }

        var first = Request.Written;
        var sent = _socket.Send(first.Span, SocketFlags.None, out var error);
        if (error is not SocketError.Success and not SocketError.WouldBlock)
            throw new IOException("The connection was closed before anything was sent.", new SocketException((int)error));
        if (error == SocketError.WouldBlock) sent = 0;
        // Even when not a byte fitted yet: from here on another thread sends, and nobody can say any more.
        HasSent = true;
        if (sent == first.Length && content.IsEmpty) return await ReadHeadAsync();
        return await SendRestAsync(first[sent..], content);
    }

    /// <summary>Reads at least <paramref name="count"/> bytes of the reply and takes them out of the buffer.</summary>
    /// <returns>The bytes, valid until the next read.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int count)
    {
        while (_end - _start < count) await FillAsync(count);
        var bytes = _received.AsMemory(_start, count);
        _start += count;
        return bytes;
    }

    /// <summary>Reads what is there of the reply, straight into <paramref name="target"/>; at least one byte.</summary>
    public async ValueTask<int> ReadSomeAsync(Memory<byte> target, CancellationToken cancellation)
    {
        if (_end > _start)
        {
            var count = Math.Min(target.Length, _end - _start);
            _received.AsSpan(_start, count).CopyTo(target.Span);
            _start += count;
            return count;
        }

        var read = await _socket.ReceiveAsync(target, cancellation);
        if (read == 0) throw new EndOfStreamException("The callee closed the connection in the middle of its reply.");
        return read;
    }

    /// <summary>Makes it fit for the next call.</summary>
    /// <returns>False when it cannot be used again.</returns>
    public bool Reset()
    {
        Request.Clear();
        if (_received.Length > KeepReceiveBytes) _received = new byte[FirstReceiveBytes];
        // Bytes beyond the reply would be read as the reply to the next call.
        var clean = _start == _end;
        _start = _end = 0;
        return Time.Unlimit() && clean;
    }

    /// <summary>Closes it; reads and writes under way fail.</summary>
    public void Dispose()
    {
        if (Time.TryClose()) Free();
    }

    private void Free()
    {
        _timer.Dispose();
        _socket.Dispose();
    }

    private void OnTimer()
    {
        if (Time.TryEnd(out var left)) Free();
        // Late for the last call, or a little early for this one.
        else if (left is { } rest) _timer.Change(rest + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private async ValueTask<ReplyHead> SendRestAsync(ReadOnlyMemory<byte> first, ReadOnlySequence<byte> content)
    {
        // The callee may say no before it has read everything, and then stops reading: so listen while sending.
        var reply = ReadHeadAsync().AsTask();
        var complete = false;
        try
        {
            complete = await SendUnlessAnsweredAsync(first, reply);
            foreach (var segment in content)
            {
                for (var rest = segment; complete && !rest.IsEmpty; rest = rest[Math.Min(rest.Length, ChunkBytes)..])
                    complete = await SendUnlessAnsweredAsync(rest[..Math.Min(rest.Length, ChunkBytes)], reply);
                if (!complete) break;
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // The reply, or its absence, tells why.
        }

        var head = await reply;
        return complete ? head : head with { Closes = true };
    }

    /// <returns>False when the reply came first and the bytes may not all have left.</returns>
    private async ValueTask<bool> SendUnlessAnsweredAsync(ReadOnlyMemory<byte> bytes, Task<ReplyHead> reply)
    {
        var sending = _socket.SendAsync(bytes);
        if (sending.IsCompletedSuccessfully) return sending.Result == bytes.Length;
        var task = sending.AsTask();
        await Task.WhenAny(task, reply);
        if (task.IsCompleted) return await task == bytes.Length;
        // The bytes belong to the caller: do not return while the socket still reads them.
        _socket.Shutdown(SocketShutdown.Send);
        try
        {
            await task;
        }
        catch (SocketException)
        {
            // That is what shutting down was for.
        }

        return false;
    }

    private async ValueTask<ReplyHead> ReadHeadAsync()
    {
        while (true)
        {
            var end = _received.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = _received.AsSpan(_start, end + 4);
                _start += end + 4;
                if (ReplyHead.TryRead(head, out var reply)) return reply;
                throw new InvalidDataException("The reply is not HTTP as agreed.");
            }

            if (_end - _start > CallWire.LargestHeadBytes) throw new InvalidDataException("The head of the reply has no end.");
            await FillAsync(_end - _start + 1);
        }
    }

    private async ValueTask FillAsync(int wanted)
    {
        if (_start == _end) _start = _end = 0;
        if (_start > 0 && _start + wanted > _received.Length)
        {
            _received.AsSpan(_start, _end - _start).CopyTo(_received);
            _end -= _start;
            _start = 0;
        }

        if (wanted > _received.Length) Array.Resize(ref _received, Math.Max(wanted, _received.Length * 2));
        var read = await _socket.ReceiveAsync(_received.AsMemory(_end));
        if (read == 0) throw new EndOfStreamException("The callee closed the connection without a whole reply.");
        _end += read;
    }
}
