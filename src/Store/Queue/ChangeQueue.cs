using Sekisho.Roles.Calls;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Orders;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Queue;

/// <summary>Holds, releases, deletes, flushes: an operator's hand on the queue.</summary>
internal sealed class ChangeQueue(Writer writer, TakeOrder orders, DueSchedule schedule, HeldSignal held, RemoveContent remove)
{
    /// <summary>A message held for longer than its time in the queue is not released only to be given up at once.</summary>
    private static readonly TimeSpan TriesAfterRelease = TimeSpan.FromDays(1);

    public async ValueTask<ChangeReply> HandleAsync(CallContext context, ChangeRequest request)
    {
        var order = orders.Read(context, StoreCalls.QueueChange, request);
        var who = "by " + context.Caller.ToString().ToLowerInvariant();
        if (request.Id is { } id)
        {
            FindMessage.CheckId(id);
            if (!Enum.IsDefined(request.Action)) throw FindMessage.Rejected("The queue knows the actions hold, release, delete and flush.");
            return new ChangeReply(await writer.CommitAsync(transaction => ChangeMessage(transaction, order, id, request.Action, who)).ConfigureAwait(false));
        }

        if (request.Action != QueueAction.Flush)
            throw FindMessage.Rejected("Only flush may be asked for the whole queue; name a message for hold, release and delete.");
        return new ChangeReply(await FlushAllAsync(order).ConfigureAwait(false));
    }

    private int ChangeMessage(WriteTransaction transaction, StoreOrder order, string id, QueueAction action, string who)
    {
        var db = transaction.Db;
        var message = FindMessage.NumberOf(db, id);
        var inspecting = db.Number(IntakeSql.IsHeld, message) == 1;
        var deliveries = new List<(long Number, long Destination)>();
        using (var rows = db.Query(QueueSql.OfMessage, message))
            while (rows.Next()) deliveries.Add((rows.Number(0), rows.Number(1)));
        if (!inspecting && deliveries.Count == 0) throw FindMessage.Rejected($"The message {id} does not wait in the queue.");
        if (inspecting && action is QueueAction.Hold or QueueAction.Release)
            throw FindMessage.Rejected($"The message {id} waits for inspection; it can be deleted or flushed.");
        orders.Use(transaction, order, message);
        RecordEvent.Run(transaction, message, action switch
        {
            QueueAction.Hold => "held",
            QueueAction.Release => "released",
            QueueAction.Delete => "deleted",
            _ => "flushed",
        }, null, who);
        var changed = inspecting ? ChangeInspecting(transaction, message, action) : 0;
        foreach (var (number, destination) in deliveries)
        {
            changed += (int)(db.Number(QueueSql.CountRecipients, message, number) ?? 0);
            ChangeDelivery(transaction, message, number, destination, action);
        }

        if (action == QueueAction.Delete) remove.WhenUnreferenced(transaction, message);
        return changed;
    }

    private int ChangeInspecting(WriteTransaction transaction, long message, QueueAction action)
    {
        var db = transaction.Db;
        var recipients = (int)(db.Number(QueueSql.CountRecipients, message, 0) ?? 0);
        if (action == QueueAction.Delete)
        {
            db.Run(IntakeSql.EndHold, message);
            db.Run(IntakeSql.EndHeldRecipients, message);
        }
        else
        {
            db.Run(IntakeSql.SetHeldDue, message, SqlValue.Moment(transaction.Now));
            transaction.AfterCommit(held.Pulse);
        }

        return recipients;
    }

    private void ChangeDelivery(WriteTransaction transaction, long message, long number, long destination, QueueAction action)
    {
        var db = transaction.Db;
        var now = SqlValue.Moment(transaction.Now);
        switch (action)
        {
            case QueueAction.Hold:
                db.Run(QueueSql.Hold, number);
                break;
            case QueueAction.Release:
                db.Run(QueueSql.Release, number, now, SqlValue.Moment(transaction.Now + TriesAfterRelease));
                Wake(transaction, destination);
                break;
            case QueueAction.Delete:
                db.Run(QueueSql.EndRecipients, message, number);
                db.Run(QueueSql.Remove, number);
                transaction.AfterCommit(() => schedule.Settled(number));
                break;
            default:
                db.Run(QueueSql.SetDue, number, now);
                Wake(transaction, destination);
                break;
        }
    }

    /// <summary>Tries the destination now, although it did not answer before: that is what the operator asks for.</summary>
    private void Wake(WriteTransaction transaction, long destination)
    {
        Route route;
        bool down;
        using (var rows = transaction.Db.Query(QueueSql.Destination, destination))
        {
            if (!rows.Next()) return;
            route = Destinations.Read(rows, 0);
            down = rows.Number(5) > 0;
        }

        if (down) transaction.Db.Run(QueueSql.SetDestinationDown, destination, 0, 0);
        transaction.AfterCommit(() => schedule.SetDown(destination, route, null));
    }

    /// <summary>In steps of 500 deliveries, so that mail does not wait behind it.</summary>
    private async Task<int> FlushAllAsync(StoreOrder order)
    {
        if (order.Tenant != 0) throw FindMessage.Rejected("The whole queue holds mail of other tenants: an operator can flush it.");
        var changed = await writer.CommitAsync(transaction =>
        {
            orders.Use(transaction, order);
            var messages = transaction.Db.Run(IntakeSql.SetAllHeldDue, SqlValue.Moment(transaction.Now));
            transaction.AfterCommit(held.Pulse);
            return messages;
        }).ConfigureAwait(false);

        long after = 0;
        while (after >= 0)
        {
            var from = after;
            (after, var step) = await writer.CommitAsync(transaction => FlushStep(transaction, from)).ConfigureAwait(false);
            changed += step;
        }

        return changed;
    }

    private (long Last, int Changed) FlushStep(WriteTransaction transaction, long after)
    {
        var db = transaction.Db;
        var step = new List<(long Number, long Message, long Destination)>();
        using (var rows = db.Query(QueueSql.LaterThan, after))
            while (rows.Next()) step.Add((rows.Number(0), rows.Number(1), rows.Number(2)));
        if (step.Count == 0) return (-1, 0);

        var changed = 0;
        foreach (var (number, message, _) in step)
        {
            if (db.Run(QueueSql.SetDue, number, SqlValue.Moment(transaction.Now)) == 1)
                changed += (int)(db.Number(QueueSql.CountRecipients, message, number) ?? 0);
        }

        foreach (var destination in step.Select(delivery => delivery.Destination).Distinct()) Wake(transaction, destination);
        return (step[^1].Number, changed);
    }
}
