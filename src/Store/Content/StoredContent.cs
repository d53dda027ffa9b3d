using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Content;

/// <summary>A content that is there to be read: its bytes, or an open file.</summary>
internal sealed record StoredContent(byte[]? Bytes, FileStream? File, long Length)
{
    /// <summary>Opens the content of a message; null when it is gone.</summary>
    public static StoredContent? Open(Connection connection, ContentFiles files, long message)
    {
        long length;
        string? file;
        using (var rows = connection.Query(ContentSql.Where, message))
        {
            if (!rows.Next() || !rows.IsNull(2)) return null;
            length = rows.Number(0);
            file = rows.TextOrNull(1);
        }

        if (file is not null) return new StoredContent(null, files.Open(file), length);
        using var content = connection.Query(ContentSql.Read, message);
        return content.Next() ? new StoredContent(content.Bytes(0).ToArray(), null, length) : null;
    }

    /// <summary>Sends the bytes after the reply.</summary>
    public ContentInfo SendAfter(CallContext context)
    {
        context.ReplyContentLength = Length;
        context.ReplyContent = async (output, cancellation) =>
        {
            if (Bytes is not null)
            {
                await output.WriteAsync(Bytes, cancellation).ConfigureAwait(false);
                return;
            }

            await using var file = File!.ConfigureAwait(false);
            await File!.CopyToAsync(output, 128 * 1024, cancellation).ConfigureAwait(false);
        };
        return new ContentInfo(Length);
    }
}
