namespace Sekisho.Store.Opening;

/// <summary>Some bytes, then a stream.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : OpeningStream(rest)
{
    private int _given;

    public override int Read(Span<byte> buffer) => _given < prefix.Length ? Give(buffer) : Inner.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _given < prefix.Length ? ValueTask.FromResult(Give(buffer.Span)) : Inner.ReadAsync(buffer, cancellationToken);

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, prefix.Length - _given);
        prefix.Span.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }
}
