using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Queue;

/// <summary>
/// Gives out what is due. Steps:
/// 1. the schedule chooses, fair over the destinations, or the call waits until something is due;
/// 2. the leases are committed, so that neither a restart of the store nor one of the caller repeats a delivery needlessly;
/// 3. the jobs are read, small contents with them.
/// </summary>
internal sealed class LeaseDueJobs(
    StoreOptions options, Writer writer, ReaderPool readers, DueSchedule schedule, TimeProvider clock, CancellationToken stopping)
{
    private const int MostJobs = 1000;

    /// <summary>All inline contents of one reply together: what the caller must be able to hold.</summary>
    private const int MostInlineBytes = 4 * 1024 * 1024;

    /// <summary>All recipients of one reply together: its JSON stays below a few megabytes.</summary>
    private const int MostRecipients = 10_000;

    public async ValueTask<LeaseDueReply> HandleAsync(CallContext context, LeaseDueRequest request)
    {
        var most = Math.Clamp(request.Most, 1, MostJobs);
        var busy = request.BusyDestinations.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (request.Holding is { } holding) schedule.KeepOnly(request.Caller, Numbers(holding));
        var deadline = clock.GetUtcNow() + LongPoll.Bound(request.WaitSeconds);
        while (true)
        {
            var changed = schedule.Changed;
            var now = clock.GetUtcNow();
            var picked = schedule.Pick(request.Caller, now, most, busy);
            if (picked.Count > 0)
            {
                var reply = await GiveOutAsync(context, request, picked).ConfigureAwait(false);
                if (reply.Jobs.Count > 0) return reply;
            }

            if (stopping.IsCancellationRequested || now >= deadline) return new LeaseDueReply([]);
            await LongPoll.WaitAsync(changed, LongPoll.Earliest(deadline, schedule.NextWake) - now, clock, context.Aborted).ConfigureAwait(false);
        }
    }

    private static HashSet<long> Numbers(IEnumerable<string> leases)
    {
        var numbers = new HashSet<long>();
        foreach (var lease in leases)
            if (LeaseToken.TryParse(lease, out var token) && token.Kind == LeaseToken.Delivery) numbers.Add(token.Number);
        return numbers;
    }

    private async Task<LeaseDueReply> GiveOutAsync(CallContext context, LeaseDueRequest request, List<long> picked)
    {
        try
        {
            var leases = await writer.CommitAsync(transaction => Lease(transaction, request.Caller, picked)).ConfigureAwait(false);
            var contents = new List<byte[]>();
            var jobs = await readers.ReadAsync(connection => Read(connection, leases, request.InlineContentBytes, contents)).ConfigureAwait(false);
            context.Aborted.ThrowIfCancellationRequested();
            schedule.GiveBack(picked.Except(jobs.Select(job => job.Number)));
            if (contents.Count > 0)
            {
                context.ReplyContentLength = contents.Sum(content => (long)content.Length);
                context.ReplyContent = async (output, cancellation) =>
                {
                    foreach (var content in contents) await output.WriteAsync(content, cancellation).ConfigureAwait(false);
                };
            }

            context.ReplyLost = () => schedule.GiveBack(picked);
            return new LeaseDueReply(jobs.ConvertAll(job => job.Job));
        }
        catch
        {
            // Nobody will hear of these leases.
            schedule.GiveBack(picked);
            throw;
        }
    }

    private static List<(long Number, string Token)> Lease(WriteTransaction transaction, string caller, List<long> picked)
    {
        var leases = new List<(long, string)>(picked.Count);
        foreach (var number in picked)
        {
            var token = LeaseToken.New(LeaseToken.Delivery, number);
            if (transaction.Db.Run(QueueSql.Lease, number, token, caller, SqlValue.Moment(transaction.Now)) == 1) leases.Add((number, token));
        }

        return leases;
    }

    private List<(long Number, DeliveryJob Job)> Read(
        Connection connection, List<(long Number, string Token)> leases, int inlineBytes, List<byte[]> contents)
    {
        contents.Clear();
        var jobs = new List<(long, DeliveryJob)>(leases.Count);
        var inline = 0;
        var recipients = 0;
        foreach (var (number, token) in leases)
        {
            // The rest is given back and comes with the next call.
            if (recipients >= MostRecipients) break;
            if (ReadJob(connection, number, token) is not { } read) continue;
            var (job, message) = read;
            if (job.ContentBytes <= Math.Min(inlineBytes, MostInlineBytes - inline)
                && StoredContent.ReadInline(connection, message) is { } content)
            {
                inline += content.Length;
                contents.Add(content);
                job = job with { Inline = true };
            }

            recipients += job.Envelope.Recipients.Count;
            jobs.Add((number, job));
        }

        return jobs;
    }

    private (DeliveryJob Job, long Message)? ReadJob(Connection connection, long number, string token)
    {
        using var rows = connection.Query(QueueSql.Job, number, token);
        if (!rows.Next()) return null;
        var message = rows.Number(0);
        var recipients = new List<EnvelopeRecipient>();
        using (var found = connection.Query(QueueSql.JobRecipients, message, number))
            while (found.Next()) recipients.Add(StoredMessage.ReadRecipient(found));

        var now = clock.GetUtcNow();
        var accepted = rows.Moment(10);
        var envelope = StoredMessage.ReadEnvelope(rows, 11, recipients);
        return (new DeliveryJob
        {
            Lease = token,
            MessageId = rows.Text(9),
            Envelope = envelope,
            Origin = System.Text.Json.JsonSerializer.Deserialize(rows.Bytes(18), StoreJson.Default.Origin)!.Kind,
            Route = Destinations.Read(rows, 5),
            ContentBytes = rows.Number(17),
            AcceptedAt = accepted,
            Attempts = (int)rows.Number(2),
            // After a long hold or outage: one try at least. The epoch marks what has nowhere to go.
            Expired = rows.Moment(1) <= now && (rows.Number(2) > 0 || rows.Moment(1) == DateTimeOffset.UnixEpoch),
            LastReply = rows.TextOrNull(3),
            DelayNoticeDue = !rows.Truth(4) && envelope.ReversePath.Length > 0 && now - accepted >= options.DelayNoticeAfter,
        }, message);
    }
}
