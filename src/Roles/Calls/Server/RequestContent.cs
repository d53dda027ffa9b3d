using System.IO.Pipelines;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Roles.Calls.Server;

/// <summary>The content bytes of a request as a stream: exactly as many as announced, or an <see cref="IOException"/>.</summary>
internal sealed class RequestContent(PipeReader body, long length) : ForwardStream
{
    private long _left = length;

    /// <summary>How many bytes are not yet read.</summary>
    public long Left => _left;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.IsEmpty) return 0;
        var result = await body.ReadAsync(cancellationToken);
        return Take(result, buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 || buffer.IsEmpty) return 0;
        if (!body.TryRead(out var result)) result = body.ReadAsync().AsTask().GetAwaiter().GetResult();
        return Take(result, buffer);
    }

    private int Take(ReadResult result, Span<byte> buffer)
    {
        var bytes = result.Buffer;
        if (bytes.IsEmpty) throw new EndOfStreamException("The caller's content ended before its announced length.");
        var count = (int)Math.Min(Math.Min(bytes.Length, buffer.Length), _left);
        var taken = bytes.Slice(0, count);
        System.Buffers.BuffersExtensions.CopyTo(taken, buffer);
        body.AdvanceTo(taken.End);
        _left -= count;
        return count;
    }
}
