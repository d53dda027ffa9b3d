using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;

namespace Sekisho.Store.Senders;

/// <summary>A page of the lists of senders, in the order in which they were written.</summary>
internal sealed class ListSenders(ReaderPool readers, PublishedDirectory directory, TimeProvider clock)
{
    public ValueTask<SenderListReply> HandleAsync(SenderListRequest request, CancellationToken cancellation)
    {
        if (request.After is not null) FindMessage.CheckId(request.After);
        return readers.ReadAsync(connection => Read(connection, request), cancellation);
    }

    private SenderListReply Read(Connection connection, SenderListRequest request)
    {
        var scope = SenderScope.Find(connection, directory, request.For);
        var most = Page.Bound(request.Most);
        var items = new List<SealedSenderEntry>();
        using var rows = connection.Query(
            scope.IsDomain ? SenderSql.ListOfDomain : SenderSql.ListOfScope, scope.Tag, request.After ?? "", scope.Tenant, SqlValue.Moment(clock.GetUtcNow()), most + 1);
        while (rows.Next())
        {
            if (items.Count == most) return new SenderListReply(items, items[^1].Id);
            items.Add(new SealedSenderEntry(rows.Text(0), (SenderListKind)rows.Number(1), rows.Moment(2), rows.IsNull(3) ? null : rows.Moment(3), rows.Bytes(4).ToArray()));
        }

        return new SenderListReply(items, null);
    }
}
