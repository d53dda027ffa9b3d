using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Published;

namespace Sekisho.Store.Searching;

/// <summary>Finds the messages of a mailbox that have all tokens.</summary>
internal sealed class SearchMailbox(ReaderPool readers, ResolveAddress resolve)
{
    public ValueTask<MailboxListReply> HandleAsync(SearchRequest request, CancellationToken cancellation)
    {
        FindTokens.Check(request.Tokens);
        if (request.After is not null) FindMessage.CheckId(request.After);
        return readers.ReadAsync(connection => Read(connection, request), cancellation);
    }

    private MailboxListReply Read(Connection connection, SearchRequest request)
    {
        var account = IndexTokens.AccountOf(connection, resolve, request.Account);
        var before = long.MaxValue;
        if (request.After is { } after)
            before = connection.Number(MailboxSql.EntryOf, account, after) ?? throw FindMessage.Rejected($"The message {after} is not in this mailbox: begin with the first page.");
        var (items, next) = FindTokens.Run(connection, account, request.Tokens, before, Page.Bound(request.Most), number => ItemOf(connection, account, number), item => item.Id);
        return new MailboxListReply(items, next);
    }

    private static SealedMailboxItem? ItemOf(Connection connection, long account, long number)
    {
        using var rows = connection.Query(SearchSql.Item, account, number);
        return rows.Next() ? new SealedMailboxItem(rows.Text(0), rows.Number(1), rows.Moment(2), rows.Bytes(3).ToArray()) : null;
    }
}
