using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Intake;

/// <summary>Leases messages whose inspection is to be tried again; waits for one when there is none.</summary>
internal sealed class LeaseHeldMessages(Writer writer, ReaderPool readers, HeldSignal signal, TimeProvider clock, TimeSpan leaseTime, CancellationToken stopping)
{
    private const int MostMessages = 32;

    /// <summary>A lease that ends by its time gives no signal: at the latest so late it is noticed.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    public async ValueTask<LeaseHeldReply> HandleAsync(CallContext context, LeaseHeldRequest request)
    {
        var most = Math.Clamp(request.Most, 1, MostMessages);
        var deadline = clock.GetUtcNow() + LongPoll.Bound(request.WaitSeconds);
        while (true)
        {
            var changed = signal.Changed;
            var now = clock.GetUtcNow();
            var (anything, next) = await readers.ReadAsync(
                connection => (FindDue(connection, now, request.Caller, 1).Count > 0, connection.Number(IntakeSql.NextHeld, SqlValue.Moment(now))),
                context.Aborted).ConfigureAwait(false);
            if (anything)
            {
                var messages = await LeaseAsync(request.Caller, most).ConfigureAwait(false);
                if (messages.Count > 0) return new LeaseHeldReply(messages);
            }

            var until = LongPoll.Earliest(deadline, next, now + LongestSleep);
            if (stopping.IsCancellationRequested || now >= deadline) return new LeaseHeldReply([]);
            await LongPoll.WaitAsync(changed, until - now, clock, context.Aborted).ConfigureAwait(false);
        }
    }

    private async Task<List<HeldMessage>> LeaseAsync(string caller, int most)
    {
        var leased = await writer.CommitAsync(transaction =>
        {
            var due = FindDue(transaction.Db, transaction.Now, caller, most);
            return due.ConvertAll(found =>
            {
                var token = LeaseToken.New(LeaseToken.Held, found.Message);
                transaction.Db.Run(IntakeSql.LeaseHeld, found.Message, token, caller, SqlValue.Moment(transaction.Now + leaseTime));
                return (found.Message, found.Attempts, Token: token);
            });
        }).ConfigureAwait(false);

        return await readers.ReadAsync(connection =>
        {
            var messages = new List<HeldMessage>(leased.Count);
            foreach (var (number, attempts, token) in leased)
                if (StoredMessage.Read(connection, number) is { } message)
                    messages.Add(new HeldMessage(message.Id, token, StoredMessage.Envelopes(connection, number, message.Id, forQueue: true), attempts));
            return messages;
        }).ConfigureAwait(false);
    }

    private static List<(long Message, int Attempts)> FindDue(Connection connection, DateTimeOffset now, string caller, int most)
    {
        var due = new List<(long, int)>();
        using var rows = connection.Query(IntakeSql.DueHeld, SqlValue.Moment(now), caller, most);
        while (rows.Next()) due.Add((rows.Number(0), (int)rows.Number(1)));
        return due;
    }
}
