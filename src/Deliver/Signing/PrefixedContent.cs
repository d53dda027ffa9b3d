using Sekisho.Kernel.Bytes;
using Sekisho.Smtp.Client.Contents;

namespace Sekisho.Deliver.Signing;

/// <summary>A content with header fields on top that were made here.</summary>
internal sealed class PrefixedContent(ReadOnlyMemory<byte> prefix, OutboundContent content) : OutboundContent
{
    public override long Length => prefix.Length + content.Length;

    /// <summary>The content with the prefix, in memory where it is.</summary>
    public static OutboundContent Of(ReadOnlyMemory<byte> prefix, OutboundContent content) =>
        prefix.IsEmpty ? content : content is MemoryContent memory ? new MemoryContent((byte[])[.. prefix.Span, .. memory.Bytes.Span]) : new PrefixedContent(prefix, content);

    public override async ValueTask<Stream> OpenAsync(CancellationToken cancellation) => new PrefixedStream(prefix, await content.OpenAsync(cancellation));
}
