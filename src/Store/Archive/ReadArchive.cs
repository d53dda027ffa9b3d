using Sekisho.Roles.Calls;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Searching;

namespace Sekisho.Store.Archive;

/// <summary>Tells what an archive holds, page by page, and gives one message out: all of it sealed.</summary>
internal sealed class ReadArchive(ReaderPool readers, ContentFiles files)
{
    public ValueTask<ArchiveMonthsReply> MonthsAsync(ArchiveMonthsRequest request, CancellationToken cancellation) => readers.ReadAsync(
        connection =>
        {
            var months = new List<ArchivedMonth>();
            using var rows = connection.Query(ArchiveSql.Months, request.Tenant);
            while (rows.Next()) months.Add(new ArchivedMonth(rows.Number(0), rows.Number(1)));
            return new ArchiveMonthsReply(months);
        },
        cancellation);

    public ValueTask<ArchiveListReply> ListAsync(ArchiveListRequest request, CancellationToken cancellation)
    {
        if (request.After is not null) FindMessage.CheckId(request.After);
        return readers.ReadAsync(connection => List(connection, request), cancellation);
    }

    public ValueTask<ArchiveListReply> SearchAsync(ArchiveSearchRequest request, CancellationToken cancellation)
    {
        FindTokens.Check(request.Tokens);
        if (request.After is not null) FindMessage.CheckId(request.After);
        return readers.ReadAsync(
            connection =>
            {
                var before = request.After is { } after ? EntryOf(connection, request.Tenant, request.Month, after) : long.MaxValue;
                var (items, next) = FindTokens.Run(
                    connection, ArchiveBox.Of(request.Tenant, request.Month), request.Tokens, before, Page.Bound(request.Most),
                    message => ItemOf(connection, request.Tenant, request.Month, message), item => item.Id);
                return new ArchiveListReply(items, next);
            },
            cancellation);
    }

    public async ValueTask<ArchivedMessage> ContentAsync(CallContext context, ArchiveContentRequest request)
    {
        FindMessage.CheckId(request.Id);
        var (content, found) = await readers.ReadAsync(connection => Find(connection, request), context.Aborted).ConfigureAwait(false);
        return found with { Content = content.SendAfter(context, files, found.Content.Box) };
    }

    private static (StoredContent Content, ArchivedMessage Found) Find(Connection connection, ArchiveContentRequest request)
    {
        if (connection.Number(IntakeSql.Find, request.Id) is not { } number) throw NotThere(request.Id);
        var receivedAt = StoredMessage.Read(connection, number)!.AcceptedAt;
        ArchivedMessage? found = null;
        using (var rows = connection.Query(ArchiveSql.Find, number))
        {
            while (rows.Next())
            {
                if (request.Tenant != 0 && rows.Number(0) != request.Tenant) continue;
                if (found is not null) throw FindMessage.Rejected($"The message {request.Id} is in the archives of several tenants: say of which.");
                found = new ArchivedMessage(
                    rows.Number(0), rows.Number(1), receivedAt, rows.IsNull(2) ? [] : rows.Bytes(2).ToArray(), new ContentInfo(0, 0, rows.Bytes(3).ToArray()));
            }
        }

        if (found is null) throw NotThere(request.Id);
        return (StoredContent.Find(connection, number) ?? throw NotThere(request.Id), found);
    }

    private static ArchiveListReply List(Connection connection, ArchiveListRequest request)
    {
        var after = request.After is { } id ? EntryOf(connection, request.Tenant, request.Month, id) : -1;
        var most = Page.Bound(request.Most);
        var items = new List<ArchivedItem>();
        using var rows = connection.Query(request.NotIndexed ? ArchiveSql.NotIndexed : ArchiveSql.List, request.Tenant, request.Month, after, most + 1);
        while (rows.Next())
        {
            if (items.Count == most) return new ArchiveListReply(items, items[^1].Id);
            items.Add(Read(rows));
        }

        return new ArchiveListReply(items, null);
    }

    private static ArchivedItem? ItemOf(Connection connection, long tenant, long month, long message)
    {
        using var rows = connection.Query(ArchiveSql.Item, tenant, month, message);
        return rows.Next() ? Read(rows) : null;
    }

    private static long EntryOf(Connection connection, long tenant, long month, string id) =>
        connection.Number(ArchiveSql.EntryOf, tenant, month, id) ?? throw FindMessage.Rejected($"The message {id} is not in this month of the archive: begin with the first page.");

    private static ArchivedItem Read(Rows rows) => new(rows.Text(0), rows.Number(1), rows.Moment(2), rows.Bytes(3).ToArray());

    private static CallException NotThere(string id) => FindMessage.Rejected($"The message {id} is in no archive, or no longer.");
}
