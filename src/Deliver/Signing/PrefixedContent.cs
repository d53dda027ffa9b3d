using Sekisho.Smtp.Client.Contents;

namespace Sekisho.Deliver.Signing;

/// <summary>A content with header fields on top that were made here.</summary>
internal sealed class PrefixedContent(ReadOnlyMemory<byte> prefix, OutboundContent content) : OutboundContent
{
    public override long Length => prefix.Length + content.Length;

    /// <summary>The content with the prefix, in memory where it is.</summary>
    public static OutboundContent Of(ReadOnlyMemory<byte> prefix, OutboundContent content) =>
        prefix.IsEmpty ? content : content is MemoryContent memory ? new MemoryContent((byte[])[.. prefix.Span, .. memory.Bytes.Span]) : new PrefixedContent(prefix, content);

    public override async ValueTask<Stream> OpenAsync(CancellationToken cancellation) => new Joined(prefix, await content.OpenAsync(cancellation));

    private sealed class Joined(ReadOnlyMemory<byte> first, Stream rest) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _at < first.Length ? Take(buffer.Span) : await rest.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => _at < first.Length ? Take(buffer.AsSpan(offset, count)) : rest.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await rest.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }

        private int Take(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, first.Length - _at);
            first.Span.Slice(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
