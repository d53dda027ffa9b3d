using System.Text.Json;
using Sekisho.Sealing.Tags;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Archive;
using Sekisho.Store.Database;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>
/// Brings a message on its way: into mailboxes at once, into the queue for other destinations; all in the transaction
/// that accepts, releases or re-inspects it. No key is needed: each recipient's row has the boxes that belong to its way.
/// </summary>
internal sealed class PlaceMessage(ResolveAddress resolve, DueSchedule schedule, TimeSpan longestTimeInQueue)
{
    /// <summary>One delivery has at most so many recipients (RFC 5321 §4.5.3.1.8 asks servers for 100): jobs stay small.</summary>
    private const int MostRecipientsPerDelivery = 500;

    /// <summary>Where a recipient waits whose mailbox is gone: its delivery is over before it begins.</summary>
    private static readonly Route Nowhere = new(RouteKind.Mx, default(Tag).ToString());

    /// <summary>Finds every recipient's way.</summary>
    /// <param name="envelope">The recipients.</param>
    /// <param name="origin">Accounts of ours may go anywhere.</param>
    /// <param name="onBehalfOf">The tenant whose notice it is, which may go anywhere; 0 for any other message.</param>
    public async ValueTask<IReadOnlyList<Resolved>> ResolveAsync(Envelope envelope, Origin origin, long onBehalfOf = 0)
    {
        var ways = new Resolved[envelope.Recipients.Count];
        for (var i = 0; i < ways.Length; i++)
            ways[i] = await resolve.ResolveAsync(envelope.Recipients[i].Address, origin.Account, onBehalfOf).ConfigureAwait(false);
        return ways;
    }

    /// <summary>The number of the tenant of whom a message is submitted; 0 for none.</summary>
    public async ValueTask<long> SenderOfAsync(Origin origin) =>
        origin.Account is { } account ? (await resolve.ResolveAsync(account, null).ConfigureAwait(false)).Tenant : 0;

    /// <summary>Places the recipients of a message that has waited in quarantine or for inspection.</summary>
    public void PlaceStored(WriteTransaction transaction, long message, bool hasNullSender)
    {
        var db = transaction.Db;
        var recipients = StoredMessage.Recipients(db, message);
        var queued = StoredMessage.Envelopes(db, message, "", forQueue: true).Select(envelope => envelope.Tenant).ToHashSet();
        var waits = Place(transaction, message, recipients, recipients.ConvertAll(recipient => RouteOf(db, recipient)), hasNullSender, queued.Contains);
        for (var i = 0; i < waits.Length; i++) db.Run(IntakeSql.SetPlaced, message, recipients[i].Ordinal, waits[i]);
        db.Run(ArchiveSql.Place, message);
    }

    /// <summary>Writes mailbox entries, deliveries and events.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="message">The message's row.</param>
    /// <param name="recipients">Its recipients.</param>
    /// <param name="routes">Their ways: null for a mailbox that is gone; a mailbox is told by the recipient's account.</param>
    /// <param name="hasNullSender">There is nobody to tell.</param>
    /// <param name="hasQueueBox">Whether mail of a tenant can be opened by who sends it.</param>
    /// <returns>For each recipient the delivery it waits for; null where none.</returns>
    public long?[] Place(
        WriteTransaction transaction, long message, IReadOnlyList<SealedRecipient> recipients, IReadOnlyList<Route?> routes, bool hasNullSender, Func<long, bool> hasQueueBox)
    {
        var waits = new long?[recipients.Count];
        Dictionary<(Route Route, bool Lost, long Tenant), Batch>? open = null;
        List<Batch>? batches = null;
        for (var i = 0; i < recipients.Count; i++)
        {
            var recipient = recipients[i];
            var route = routes[i];
            if (route is { Kind: RouteKind.Mailbox })
            {
                DeliverToMailbox.Run(transaction, message, recipient);
                continue;
            }

            var lost = route is null;
            if (lost && (hasNullSender || !hasQueueBox(recipient.Tenant)))
            {
                // A notice that cannot be delivered ends here (RFC 5321 §6.1): no bounce of a bounce. Nor is the sender told of
                // what somebody released from quarantine to a mailbox that has gone meanwhile: nobody but the mailbox can open it.
                RecordEvent.Run(transaction, message, "failed", recipient.Ordinal, "There is no such mailbox, and nobody to tell.");
                continue;
            }

            route ??= Nowhere;
            open ??= [];
            if (!open.TryGetValue((route, lost, recipient.Tenant), out var batch) || batch.Count == MostRecipientsPerDelivery)
            {
                open[(route, lost, recipient.Tenant)] = batch = AddDelivery(transaction, message, route, recipient, lost);
                (batches ??= []).Add(batch);
            }

            batch.Count++;
            waits[i] = batch.Delivery;
        }

        foreach (var batch in batches ?? []) Record(transaction, message, batch);
        return waits;
    }

    /// <summary>The way of a recipient now: the mailbox may be gone, the relay another.</summary>
    private static Route? RouteOf(Connection db, SealedRecipient recipient)
    {
        if (recipient.Account > 0)
            return recipient.Summary is not null && ResolveAddress.FindAccount(db, PublishedSql.Account, recipient.Tenant, recipient.Account) is not null ? Mailbox : null;
        using var rows = db.Query(PublishedSql.Domain, recipient.DomainTag);
        if (!rows.Next()) return new Route(RouteKind.Mx, Tag.Read(recipient.DomainTag).ToString());
        return rows.IsNull(1) ? null : JsonSerializer.Deserialize(rows.Bytes(1), StoreJson.Default.Route);
    }

    /// <summary>A mailbox here; which one says the recipient.</summary>
    public static Route Mailbox { get; } = new(RouteKind.Mailbox, "");

    private Batch AddDelivery(WriteTransaction transaction, long message, Route route, SealedRecipient first, bool lost)
    {
        var db = transaction.Db;
        var destination = Destinations.NumberOf(db, route);
        // Time in quarantine or inspection is not time in the queue. What has no mailbox any more expires at once, so that the
        // sender is told by the same notice as for any other failure.
        var expires = lost ? DateTimeOffset.UnixEpoch : transaction.Now + longestTimeInQueue;
        db.Run(QueueSql.Add, message, destination, first.Tenant, SqlValue.Moment(transaction.Now), SqlValue.Moment(expires));
        var delivery = db.LastNumber;
        var now = transaction.Now;
        transaction.AfterCommit(() => schedule.Added(destination, route, delivery, now, now));
        return new Batch
        {
            Delivery = delivery,
            First = first.Ordinal,
            Way = lost ? "There is no such mailbox any more; the sender is told." : Destinations.Describe(route.Kind, route.Destination),
        };
    }

    private static void Record(WriteTransaction transaction, long message, Batch batch) =>
        RecordEvent.Run(
            transaction, message, "queued", batch.First,
            batch.Count == 1 ? batch.Way : FormattableString.Invariant($"{batch.Way}, {batch.Count} recipients"));

    private sealed class Batch
    {
        public required long Delivery { get; init; }

        public required int First { get; init; }

        public required string Way { get; init; }

        public int Count { get; set; }
    }
}
