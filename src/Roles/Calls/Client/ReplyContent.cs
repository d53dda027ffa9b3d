using System.Net.Sockets;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Roles.Calls.Client;

/// <summary>The content bytes of a reply: exactly as many as announced, or an <see cref="IOException"/>.</summary>
/// <param name="lease">The connection they come from; given back on dispose.</param>
/// <param name="length">How many there are.</param>
/// <param name="patience">The longest wait for one read.</param>
internal sealed class ReplyContent(CallLease lease, long length, TimeSpan patience) : ForwardStream
{
    private long _read;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read == length || buffer.IsEmpty) return 0;
        if (buffer.Length > length - _read) buffer = buffer[..(int)(length - _read)];
        try
        {
            lease.Connection.ExtendTime(patience);
            var read = await lease.Connection.ReadSomeAsync(buffer, cancellationToken);
            lease.Connection.EndTime();
            _read += read;
            return read;
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            throw new IOException($"{lease.Instance} went away in the middle of its content.", problem);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var bytes = new byte[buffer.Length];
        var read = ReadAsync(bytes).AsTask().GetAwaiter().GetResult();
        bytes.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    /// <summary>Gives the connection back; ends it when not everything was read.</summary>
    protected override void Dispose(bool disposing)
    {
        lease.Reusable &= _read == length;
        lease.Release();
        base.Dispose(disposing);
    }
}
