using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;
using Sekisho.Store.Searching;

namespace Sekisho.Store.Mailboxes;

/// <summary>A page of a mailbox, in the order of delivery.</summary>
internal sealed class ListMailbox(ReaderPool readers, ResolveAddress resolve)
{
    public ValueTask<MailboxListReply> HandleAsync(MailboxListRequest request, CancellationToken cancellation)
    {
        var known = AddressParts.TryParse(request.Account, out var parts);
        if (request.After is not null) FindMessage.CheckId(request.After);
        return readers.ReadAsync(connection => Read(connection, known ? resolve.AccountOf(connection, parts!) : null, request), cancellation);
    }

    private static MailboxListReply Read(Connection connection, long? number, MailboxListRequest request)
    {
        var account = number
            ?? throw FindMessage.Rejected($"There is no account {(request.Account.Length <= AddressParts.LongestAddress ? request.Account : "of that name")}.");
        long after = -1;
        if (request.After is not null)
            after = connection.Number(MailboxSql.EntryOf, account, request.After)
                ?? throw FindMessage.Rejected($"The message {request.After} is not in this mailbox: begin with the first page.");

        var most = Page.Bound(request.Most);
        var items = new List<SealedMailboxItem>();
        using var rows = connection.Query(request.NotIndexed ? SearchSql.NotIndexed : MailboxSql.List, account, after, most + 1);
        while (rows.Next())
        {
            if (items.Count == most) return new MailboxListReply(items, items[^1].Id);
            items.Add(new SealedMailboxItem(rows.Text(0), rows.Number(1), rows.Moment(2), rows.Bytes(3).ToArray()));
        }

        return new MailboxListReply(items, null);
    }
}
