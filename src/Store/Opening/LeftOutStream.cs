using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Store.Opening;

/// <summary>A stream, which it owns, without some of its ranges; these are in order and do not overlap.</summary>
internal sealed class LeftOutStream(Stream inner, IReadOnlyList<ContentRange> ranges) : ForwardStream
{
    private readonly byte[] _skipped = new byte[4096];
    private long _at;
    private int _next;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (Missing is > 0 and var missing)
        {
            var skipped = inner.Read(_skipped.AsSpan(0, (int)Math.Min(missing, _skipped.Length)));
            if (skipped == 0) return 0;
            _at += skipped;
        }

        return Given(inner.Read(buffer[..Room(buffer.Length)]));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (Missing is > 0 and var missing)
        {
            var skipped = await inner.ReadAsync(_skipped.AsMemory(0, (int)Math.Min(missing, _skipped.Length)), cancellationToken).ConfigureAwait(false);
            if (skipped == 0) return 0;
            _at += skipped;
        }

        return Given(await inner.ReadAsync(buffer[..Room(buffer.Length)], cancellationToken).ConfigureAwait(false));
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>How many bytes from here are left out.</summary>
    private long Missing
    {
        get
        {
            while (_next < ranges.Count && _at >= (long)ranges[_next].Offset + ranges[_next].Length) _next++;
            return _next < ranges.Count && _at >= ranges[_next].Offset ? (long)ranges[_next].Offset + ranges[_next].Length - _at : 0;
        }
    }

    private int Room(int wanted) => _next < ranges.Count ? (int)Math.Min(wanted, ranges[_next].Offset - _at) : wanted;

    private int Given(int count)
    {
        _at += count;
        return count;
    }
}
