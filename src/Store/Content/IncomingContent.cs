namespace Sekisho.Store.Content;

/// <summary>
/// The content of a message that is about to be committed: small ones in memory, to be written with the message's row;
/// large ones already durable in a file that no row names yet.
/// </summary>
/// <param name="Bytes">The small content, sealed; empty when <paramref name="File"/> is set.</param>
/// <param name="File">The name of the file within the content folder, or null.</param>
/// <param name="Length">How many bytes the content has when it is opened.</param>
internal sealed record IncomingContent(ReadOnlyMemory<byte> Bytes, string? File, long Length)
{
    /// <summary>How many of the bytes go through the database.</summary>
    public long InlineBytes => Bytes.Length;
}
