using System.Globalization;
using Sekisho.Kernel.Ids;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Queue;

/// <summary>
/// A page of the queue: every recipient that waits for delivery or for inspection, in the order of acceptance. A page goes
/// on after "ID" (the whole message) or after "ID.DELIVERY.RECIPIENT" (within one message).
/// </summary>
internal sealed class ListQueue(ReaderPool readers, DueSchedule schedule)
{
    public ValueTask<QueueListReply> HandleAsync(ListRequest request, CancellationToken cancellation)
    {
        var (id, delivery, ordinal) = ParseCursor(request.After);
        return readers.ReadAsync(
            connection => Read(connection, FindMessage.AfterNumber(connection, id), delivery, ordinal, Page.Bound(request.Most)), cancellation);
    }

    private static (string? Id, long Delivery, long Ordinal) ParseCursor(string? after)
    {
        if (after is null || after.Length <= TimeOrderedId.Length) return (after, long.MaxValue, long.MaxValue);
        var parts = after.Split('.', 4);
        return parts.Length == 3
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var delivery)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? (parts[0], delivery, ordinal)
            : throw FindMessage.Rejected("The page after which to go on is not one that this list gave out.");
    }

    private QueueListReply Read(Connection connection, long message, long delivery, long ordinal, int most)
    {
        var items = new List<SealedQueueItem>();
        var envelopes = new Dictionary<string, List<SealedEnvelope>>(StringComparer.Ordinal);
        var bytes = 0;
        string? cursor = null;
        string? next = null;
        using var rows = connection.Query(QueueSql.List, message, delivery, ordinal, most + 1);
        while (rows.Next())
        {
            if (items.Count == most || bytes > Page.MostBytes)
            {
                next = cursor;
                break;
            }

            var item = ReadItem(rows);
            items.Add(item);
            bytes += 300 + (item.LastReply?.Length ?? 0);
            if (!envelopes.ContainsKey(item.Id))
            {
                var found = StoredMessage.Envelopes(connection, rows.Number(4), item.Id);
                envelopes.Add(item.Id, found);
                bytes += found.Sum(envelope => envelope.Envelope.Length + envelope.Box.Length);
            }

            cursor = string.Create(CultureInfo.InvariantCulture, $"{item.Id}.{rows.Number(6)}.{rows.Number(5)}");
        }

        return new QueueListReply(items, [.. envelopes.Values.SelectMany(found => found)], next);
    }

    private SealedQueueItem ReadItem(Rows rows)
    {
        var delivery = rows.Number(6);
        var inspecting = delivery == 0;
        var held = !inspecting && rows.Truth(10);
        DateTimeOffset? next = inspecting ? rows.Moment(14) : held ? null : Later(rows.Moment(8), rows.Moment(13));
        return new SealedQueueItem
        {
            Id = rows.Text(0),
            State = inspecting ? "inspecting" : held ? "held" : schedule.IsLeased(delivery) ? "leased" : "due",
            Tenant = rows.Number(1),
            Recipient = (int)rows.Number(5),
            Route = inspecting ? "inspection" : Destinations.Describe((RouteKind)rows.Number(11), rows.Text(12)),
            ContentBytes = rows.Number(2),
            AcceptedAt = rows.Moment(3),
            NextAttemptAt = next,
            Attempts = (int)rows.Number(inspecting ? 15 : 9),
            LastReply = BytesOrNull(rows, 7) ?? BytesOrNull(rows, 16),
        };
    }

    private static byte[]? BytesOrNull(Rows rows, int column) => rows.IsNull(column) ? null : rows.Bytes(column).ToArray();

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
