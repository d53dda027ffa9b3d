using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Searching;

namespace Sekisho.Store.Archive;

/// <summary>Keeps search tokens of archived messages: bytes that mean nothing to the store.</summary>
internal sealed class IndexArchive(Writer writer)
{
    public async ValueTask<Nothing> HandleAsync(ArchiveTokensRequest request)
    {
        IndexTokens.Check(request.Messages);
        await writer.CommitAsync(transaction => Apply(transaction.Db, request)).ConfigureAwait(false);
        return Nothing.Value;
    }

    private static bool Apply(Connection db, ArchiveTokensRequest request)
    {
        foreach (var message in request.Messages)
        {
            if (db.Number(ArchiveSql.EntryOf, request.Tenant, request.Month, message.Id) is not { } number) continue;
            if (db.Run(ArchiveSql.SetIndexed, request.Tenant, request.Month, number) == 0) continue;
            foreach (var token in message.Tokens) db.Run(SearchSql.Add, ArchiveBox.Of(request.Tenant, request.Month), token, number);
        }

        return true;
    }
}
