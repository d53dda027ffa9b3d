using Sekisho.Roles.Calls;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Memory;
using Sekisho.Store.Orders;
using Sekisho.Store.Queue;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Quarantine;

/// <summary>Releases a message to its recipients, or deletes it; and deletes those whose time is over.</summary>
internal sealed class ChangeQuarantine(Writer writer, ReaderPool readers, TakeOrder orders, PlaceMessage place, RemoveContent remove)
{
    public async ValueTask<ChangeReply> HandleAsync(CallContext context, QuarantineChangeRequest request)
    {
        var order = orders.Read(context, StoreCalls.QuarantineChange, request);
        FindMessage.CheckId(request.Id);
        if (!Enum.IsDefined(request.Action)) throw FindMessage.Rejected("The quarantine knows the actions release, delete, teach-good, teach-bad and unlearn.");
        if (request.Action is not (QuarantineAction.Release or QuarantineAction.Delete)) return await TeachAsync(order, request).ConfigureAwait(false);
        var (number, message) = await readers.ReadAsync(
            connection =>
            {
                var found = FindMessage.NumberOf(connection, request.Id);
                CheckIsIn(connection, found, request.Id);
                return (found, StoredMessage.Read(connection, found)!);
            },
            context.Aborted).ConfigureAwait(false);

        var who = "by " + context.Caller.ToString().ToLowerInvariant();
        if (request.Action == QuarantineAction.Release)
        {
            await writer.CommitAsync(transaction => Release(transaction, order, number, message, who, request.Learn)).ConfigureAwait(false);
        }
        else
        {
            await writer.CommitAsync(transaction =>
            {
                CheckIsIn(transaction.Db, number, request.Id);
                orders.Use(transaction, order, number);
                Delete(transaction, number, who);
                if (request.Learn) LearnDecisions.Decide(transaction, number, isBad: true);
                else LearnDecisions.Forget(transaction, number);
                return true;
            }).ConfigureAwait(false);
        }

        return new ChangeReply(1);
    }

    /// <summary>Deletes what has been kept for its whole time.</summary>
    /// <returns>How many were deleted.</returns>
    public Task<int> RemoveExpiredAsync() => writer.CommitInStepsAsync(transaction =>
    {
        var expired = new List<long>();
        using (var rows = transaction.Db.Query(QuarantineSql.Expired, SqlValue.Moment(transaction.Now)))
            while (rows.Next()) expired.Add(rows.Number(0));
        foreach (var message in expired)
        {
            LearnDecisions.Forget(transaction, message);
            Delete(transaction, message, "its time in quarantine is over");
        }

        return expired.Count;
    });

    /// <summary>Another decision over a message over which somebody has decided, or one over a message in quarantine: it stays where it is.</summary>
    private Task<ChangeReply> TeachAsync(StoreOrder order, QuarantineChangeRequest request) => writer.CommitAsync(transaction =>
    {
        var number = FindMessage.NumberOf(transaction.Db, request.Id);
        orders.Use(transaction, order, number);
        if (!LearnDecisions.Knows(transaction.Db, number)) return new ChangeReply(0, NothingKept: true);
        var changed = LearnDecisions.Decide(transaction, number, request.Action switch { QuarantineAction.TeachGood => false, QuarantineAction.TeachBad => true, _ => null });
        return new ChangeReply(changed ? 1 : 0);
    });

    private bool Release(WriteTransaction transaction, StoreOrder order, long number, StoredMessage message, string who, bool isLearned)
    {
        var db = transaction.Db;
        CheckIsIn(db, number, message.Id);
        orders.Use(transaction, order, number);
        db.Run(QuarantineSql.Remove, number);
        if (isLearned) LearnDecisions.Decide(transaction, number, isBad: false);
        else LearnDecisions.Forget(transaction, number);
        RecordEvent.Run(transaction, number, "released", null, who);
        place.PlaceStored(transaction, number, message.HasNullSender);
        remove.WhenUnreferenced(transaction, number);
        return true;
    }

    private void Delete(WriteTransaction transaction, long message, string why)
    {
        transaction.Db.Run(QuarantineSql.Remove, message);
        RecordEvent.Run(transaction, message, "deleted", null, why);
        remove.WhenUnreferenced(transaction, message);
    }

    private static void CheckIsIn(Connection connection, long number, string id)
    {
        if (connection.Number(QuarantineSql.IsIn, number) != 1) throw FindMessage.Rejected($"The message {id} is not in quarantine.");
    }
}
