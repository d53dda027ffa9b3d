using System.Buffers;
using Sekisho.Smtp.Client.Contents;

namespace Sekisho.Smtp.Client.Transactions;

/// <summary>A content block by block; content in memory is not copied.</summary>
internal sealed class ContentBlocks : IAsyncDisposable
{
    private readonly Stream? _stream;
    private readonly byte[]? _buffer;
    private ReadOnlyMemory<byte> _memory;

    private ContentBlocks(ReadOnlyMemory<byte> memory) => _memory = memory;

    private ContentBlocks(Stream stream, int blockBytes)
    {
        _stream = stream;
        _buffer = ArrayPool<byte>.Shared.Rent(blockBytes);
    }

    public static async ValueTask<ContentBlocks> OpenAsync(OutboundContent content, int blockBytes, CancellationToken cancellation) =>
        content is MemoryContent memory
            ? new ContentBlocks(memory.Bytes)
            : new ContentBlocks(await content.OpenAsync(cancellation), blockBytes);

    /// <summary>The next block, valid until the next call; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellation)
    {
        if (_stream is not null) return _buffer.AsMemory(0, await _stream.ReadAsync(_buffer!, cancellation));
        var all = _memory;
        _memory = default;
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is null) return;
        ArrayPool<byte>.Shared.Return(_buffer!);
        await _stream.DisposeAsync();
    }
}
