namespace Sekisho.Kernel.Bytes;

/// <summary>Some bytes, then a stream, which it owns.</summary>
/// <param name="prefix">What comes first.</param>
/// <param name="rest">What follows.</param>
public sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
{
    private int _given;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => _given < prefix.Length ? Give(buffer) : rest.Read(buffer);

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _given < prefix.Length ? ValueTask.FromResult(Give(buffer.Span)) : rest.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await rest.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, prefix.Length - _given);
        prefix.Span.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }
}
