using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Database;
using Sekisho.Store.Directory;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Queue;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>
/// Brings a message on its way: into mailboxes at once, into the queue for other destinations; all in the transaction
/// that accepts, releases or re-inspects it.
/// </summary>
internal sealed class PlaceMessage(ResolveAddress resolve, DueSchedule schedule, TimeSpan longestTimeInQueue)
{
    /// <summary>One delivery has at most so many recipients (RFC 5321 §4.5.3.1.8 asks servers for 100): jobs stay small.</summary>
    private const int MostRecipientsPerDelivery = 500;

    /// <summary>Finds every recipient's way.</summary>
    /// <param name="envelope">The recipients.</param>
    /// <param name="origin">Accounts of ours and our own notices may go anywhere.</param>
    public async ValueTask<IReadOnlyList<Resolved>> ResolveAsync(Envelope envelope, Origin origin)
    {
        var ways = new Resolved[envelope.Recipients.Count];
        for (var i = 0; i < ways.Length; i++)
            ways[i] = await resolve.ResolveAsync(envelope.Recipients[i].Address, origin.Account, origin.Kind == OriginKind.System).ConfigureAwait(false);
        return ways;
    }

    /// <summary>Writes mailbox entries, deliveries and events.</summary>
    /// <returns>For each recipient the delivery it waits for; null where none.</returns>
    public long?[] Place(WriteTransaction transaction, long message, Envelope envelope, IReadOnlyList<Resolved> ways)
    {
        var waits = new long?[ways.Count];
        Dictionary<(Route Route, bool Lost), Batch>? open = null;
        List<Batch>? batches = null;
        for (var i = 0; i < ways.Count; i++)
        {
            var address = envelope.Recipients[i].Address;
            var way = ways[i];
            if (way.Route is { Kind: RouteKind.Mailbox } mailbox)
            {
                DeliverToMailbox.Run(transaction, message, way.Account, mailbox.Destination, address);
                continue;
            }

            var lost = way.Route is null;
            if (lost && envelope.ReversePath.Length == 0)
            {
                // A notice that cannot be delivered ends here (RFC 5321 §6.1): no bounce of a bounce.
                RecordEvent.Run(transaction, message, "failed", address, "There is no such mailbox, and nobody to tell.");
                continue;
            }

            var route = way.Route ?? LastResort(address);
            open ??= [];
            if (!open.TryGetValue((route, lost), out var batch) || batch.Count == MostRecipientsPerDelivery)
            {
                open[(route, lost)] = batch = AddDelivery(transaction, message, route, way.Tenant, lost);
                (batches ??= []).Add(batch);
            }

            batch.Count++;
            batch.Address = address;
            waits[i] = batch.Delivery;
        }

        foreach (var batch in batches ?? []) Record(transaction, message, batch);
        return waits;
    }

    /// <summary>
    /// A recipient that was taken and has no mailbox any more: its delivery expires at once, so that the sender is told
    /// by the same notice as for any other failure.
    /// </summary>
    private static Route LastResort(string address) => new(RouteKind.Mx, address[(address.LastIndexOf('@') + 1)..]);

    private Batch AddDelivery(WriteTransaction transaction, long message, Route route, string? tenant, bool lost)
    {
        var db = transaction.Db;
        var destination = Destinations.NumberOf(db, route);
        // Time in quarantine or inspection is not time in the queue.
        var expires = lost ? DateTimeOffset.UnixEpoch : transaction.Now + longestTimeInQueue;
        db.Run(
            QueueSql.Add,
            message,
            destination,
            tenant,
            SqlValue.Moment(transaction.Now),
            SqlValue.Moment(expires),
            lost ? "550 5.1.1 There is no such mailbox any more." : SqlValue.Null);
        var delivery = db.LastNumber;
        var now = transaction.Now;
        transaction.AfterCommit(() => schedule.Added(destination, route, delivery, now, now));
        return new Batch
        {
            Delivery = delivery,
            Way = lost ? "There is no such mailbox any more; the sender is told." : Destinations.Describe(route.Kind, route.Destination),
        };
    }

    private static void Record(WriteTransaction transaction, long message, Batch batch) =>
        RecordEvent.Run(
            transaction, message, "queued", batch.Count == 1 ? batch.Address : null,
            batch.Count == 1 ? batch.Way : FormattableString.Invariant($"{batch.Way}, {batch.Count} recipients"));

    private sealed class Batch
    {
        public required long Delivery { get; init; }

        public required string Way { get; init; }

        public int Count { get; set; }

        public string Address { get; set; } = "";
    }
}
