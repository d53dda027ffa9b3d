using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Published;

namespace Sekisho.Store.Searching;

/// <summary>Finds the messages that have all tokens: goes through those of the rarest and looks up the others.</summary>
internal sealed class SearchMailbox(ReaderPool readers, ResolveAddress resolve)
{
    /// <summary>The most candidates of one page: bounds how long a search for two frequent words takes. The next page goes on there.</summary>
    public const int MostCandidates = 20_000;

    public ValueTask<MailboxListReply> HandleAsync(SearchRequest request, CancellationToken cancellation)
    {
        if (request.Tokens.Count is 0 or > SearchRequest.MostTokens || request.Tokens.Any(token => token.Length != IndexKey.TokenBytes))
            throw FindMessage.Rejected($"A search has 1 to {SearchRequest.MostTokens} tokens of {IndexKey.TokenBytes} bytes.");
        if (request.After is not null) FindMessage.CheckId(request.After);
        return readers.ReadAsync(connection => Read(connection, request), cancellation);
    }

    private MailboxListReply Read(Connection connection, SearchRequest request)
    {
        var account = IndexTokens.AccountOf(connection, resolve, request.Account);
        var before = long.MaxValue;
        if (request.After is { } after)
            before = connection.Number(MailboxSql.EntryOf, account, after) ?? throw FindMessage.Rejected($"The message {after} is not in this mailbox: begin with the first page.");
        var ordered = request.Tokens.Select(token => (Token: token, Count: connection.Number(SearchSql.CountUpTo, account, token, MostCandidates) ?? 0)).OrderBy(one => one.Count).ToList();
        if (ordered[0].Count == 0) return new MailboxListReply([], null);
        var others = ordered.Skip(1).Select(one => one.Token).ToList();

        var most = Page.Bound(request.Most);
        var items = new List<SealedMailboxItem>();
        var looked = 0;
        long last = 0;
        using (var candidates = connection.Query(SearchSql.Candidates, account, ordered[0].Token, before))
        {
            while (candidates.Next())
            {
                if (items.Count == most) return new MailboxListReply(items, items[^1].Id);
                if (looked++ == MostCandidates) break;
                last = candidates.Number(0);
                if (others.TrueForAll(token => connection.Number(SearchSql.Has, account, token, last) == 1) && ItemOf(connection, account, last) is { } item) items.Add(item);
            }
        }

        return new MailboxListReply(items, looked > MostCandidates ? ItemOf(connection, account, last)?.Id : null);
    }

    private static SealedMailboxItem? ItemOf(Connection connection, long account, long number)
    {
        using var rows = connection.Query(SearchSql.Item, account, number);
        return rows.Next() ? new SealedMailboxItem(rows.Text(0), rows.Number(1), rows.Moment(2), rows.Bytes(3).ToArray()) : null;
    }
}
