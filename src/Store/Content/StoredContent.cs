using Sekisho.Roles.Calls;
using Sekisho.Sealing.Contents;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Content;

/// <summary>A sealed content that is there to be read: what a later inspection put in front, then its bytes or a file.</summary>
/// <param name="Prefix">The sealed prefix, or empty.</param>
/// <param name="Bytes">The sealed content, or null.</param>
/// <param name="File">The file of the sealed content, or null.</param>
/// <param name="Length">How many bytes the message has when it is read.</param>
/// <param name="AddedBytes">How many of those the prefix has added; below zero where it leaves out more.</param>
internal sealed record StoredContent(ReadOnlyMemory<byte> Prefix, byte[]? Bytes, string? File, long Length, long AddedBytes)
{
    /// <summary>Finds the content of a message; null when it is gone.</summary>
    public static StoredContent? Find(Connection connection, long message)
    {
        long length;
        string? file;
        byte[] prefix;
        long added;
        using (var rows = connection.Query(ContentSql.Where, message))
        {
            if (!rows.Next() || !rows.IsNull(2)) return null;
            length = rows.Number(0);
            file = rows.TextOrNull(1);
            prefix = rows.IsNull(3) ? [] : rows.Bytes(3).ToArray();
            // Before fields could be left out, a prefix was headers only.
            added = !rows.IsNull(4) ? rows.Number(4) : prefix.Length == 0 ? 0 : prefix.Length - Sealing.Boxes.SealedRecord.OverheadBytes;
        }

        if (file is not null) return new StoredContent(prefix, null, file, length, added);
        using var content = connection.Query(ContentSql.Read, message);
        return content.Next() ? new StoredContent(prefix, content.Bytes(0).ToArray(), null, length, added) : null;
    }

    /// <summary>Reads a content that lies in the database, whole; null for one that is gone or a file of its own.</summary>
    public static (byte[] Sealed, int PrefixBytes)? ReadInline(Connection connection, long message) =>
        Find(connection, message) is { Bytes: { } bytes } found ? ([.. found.Prefix.Span, .. bytes], found.Prefix.Length) : null;

    /// <summary>
    /// Sends the bytes after the reply. A file is opened only then: a reply that cannot be written must not leave one open.
    /// </summary>
    /// <param name="context">The call.</param>
    /// <param name="files">Where large contents are.</param>
    /// <param name="box">The box that opens it, or null.</param>
    public ContentInfo SendAfter(CallContext context, ContentFiles files, byte[]? box)
    {
        context.ReplyContentLength = Prefix.Length + (Bytes?.Length ?? ContentFormat.SealedLength(Length - AddedBytes));
        context.ReplyContent = async (output, cancellation) =>
        {
            await output.WriteAsync(Prefix, cancellation).ConfigureAwait(false);
            if (Bytes is not null)
            {
                await output.WriteAsync(Bytes, cancellation).ConfigureAwait(false);
                return;
            }

            var file = files.Open(File!);
            await using (file.ConfigureAwait(false)) await file.CopyToAsync(output, 128 * 1024, cancellation).ConfigureAwait(false);
        };
        return new ContentInfo(Length, Prefix.Length, box);
    }
}
