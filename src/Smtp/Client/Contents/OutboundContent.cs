namespace Sekisho.Smtp.Client.Contents;

/// <summary>The content of a message that is sent: its length is known, and it can be read more than once.</summary>
public abstract class OutboundContent
{
    private ContentFacts? _facts;

    /// <summary>How many bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens it from the start. Reading and opening may throw <see cref="IOException"/>.</summary>
    public abstract ValueTask<Stream> OpenAsync(CancellationToken cancellation);

    /// <summary>What must be known before a command can be chosen; read once, when first asked.</summary>
    internal async ValueTask<ContentFacts> ExamineAsync(CancellationToken cancellation)
    {
        if (_facts is not null) return _facts;
        var scan = new ContentScan();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            await using var stream = await OpenAsync(cancellation);
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0) scan.Take(buffer.AsSpan(0, read));
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }

        return _facts = scan.End();
    }
}
