namespace Sekisho.Smtp.Client.Contents;

/// <summary>Content that is in memory.</summary>
/// <param name="bytes">The content; must not change.</param>
public sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : OutboundContent
{
    /// <inheritdoc/>
    public override long Length => bytes.Length;

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <inheritdoc/>
    public override ValueTask<Stream> OpenAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<Stream>(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false));
}
