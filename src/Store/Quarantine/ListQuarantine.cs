using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Quarantine;

/// <summary>A page of the quarantine, in the order of acceptance.</summary>
internal sealed class ListQuarantine(ReaderPool readers)
{
    public ValueTask<QuarantineListReply> HandleAsync(ListRequest request, CancellationToken cancellation) =>
        readers.ReadAsync(connection => Read(connection, request), cancellation);

    private static QuarantineListReply Read(Connection connection, ListRequest request)
    {
        var after = FindMessage.AfterNumber(connection, request.After);
        var most = Page.Bound(request.Most);
        var numbers = new List<long>();
        using (var rows = connection.Query(QuarantineSql.List, after, most + 1))
            while (rows.Next()) numbers.Add(rows.Number(0));

        var items = new List<SealedQuarantineItem>();
        var bytes = 0;
        foreach (var number in numbers)
        {
            if (items.Count == most || bytes > Page.MostBytes) return new QuarantineListReply(items, items[^1].Id);
            var message = StoredMessage.Read(connection, number)!;
            var envelopes = StoredMessage.Envelopes(connection, number, message.Id);
            bytes += 200 + envelopes.Sum(envelope => envelope.Envelope.Length + envelope.Box.Length);
            items.Add(new SealedQuarantineItem(message.Id, message.ContentBytes, message.AcceptedAt, envelopes));
        }

        return new QuarantineListReply(items, null);
    }
}
