using System.IO.Pipelines;

namespace Sekisho.Roles.Calls.Server;

/// <summary>Where a handler writes the content bytes of its reply: not more than announced, and no write without an end.</summary>
internal sealed class ReplyContentWriter(PipeWriter writer, long length, CancellationTokenSource abort) : Stream
{
    /// <summary>
    /// A reader that takes nothing for this long has lost us. Not the call's own time: a reader that passes the bytes
    /// on to a slow server (1 KB/s) needs minutes before it has made room in the buffers between us.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Small writes are gathered up to this before they are sent.</summary>
    private const int FlushAtBytes = 32 * 1024;

    private int _unflushedBytes;

    /// <summary>How many announced bytes are not yet written.</summary>
    public long Left { get; private set; } = length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > Left) throw new InvalidOperationException("More content bytes than announced.");
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, FlushAtBytes);
            System.Buffers.BuffersExtensions.Write(writer, buffer.Span[..count]);
            buffer = buffer[count..];
            Left -= count;
            _unflushedBytes += count;
            if (_unflushedBytes >= FlushAtBytes) await FlushAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        _unflushedBytes = 0;
        abort.CancelAfter(Patience);
        var result = await writer.FlushAsync(abort.Token);
        if (result.IsCompleted) throw new IOException("The caller has closed the connection.");
    }

    public override void Flush() => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
