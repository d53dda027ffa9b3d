using Sekisho.Roles.Calls;
using Sekisho.Store.Database;

namespace Sekisho.Store.Content;

/// <summary>Commits rows that name a content; when they surely are not written, the content's file goes too.</summary>
internal sealed class CommitContent(Writer writer, ContentFiles files)
{
    public async Task<T> CommitAsync<T>(IncomingContent content, Func<WriteTransaction, T> work)
    {
        try
        {
            return await writer.CommitAsync(work, content.InlineBytes).ConfigureAwait(false);
        }
        catch (CallException exception) when (exception.InnerException is not UncertainCommitException)
        {
            if (content.File is { } file) files.Remove(file);
            throw;
        }
    }
}
