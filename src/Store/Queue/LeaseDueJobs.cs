using Sekisho.Roles.Calls;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Sealed;

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

    /// <summary>All envelopes of one reply together, for the same reason: one has the facts of its verdict in it.</summary>
    private const int MostEnvelopeBytes = 4 * 1024 * 1024;

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

    private List<(long Number, SealedJob Job)> Read(
        Connection connection, List<(long Number, string Token)> leases, int inlineBytes, List<byte[]> contents)
    {
        contents.Clear();
        var jobs = new List<(long, SealedJob)>(leases.Count);
        var inline = 0;
        var recipients = 0;
        var boxes = 0;
        foreach (var (number, token) in leases)
        {
            // The rest is given back and comes with the next call.
            if (recipients >= MostRecipients || boxes >= MostEnvelopeBytes) break;
            if (ReadJob(connection, number, token) is not { } read) continue;
            var (job, message) = read;
            if (job.ContentBytes <= Math.Min(inlineBytes, MostInlineBytes - inline)
                && StoredContent.ReadInline(connection, message) is { } content
                && content.Sealed.Length <= (long)inlineBytes + LeaseDueRequest.MostSealedOverheadBytes)
            {
                inline += content.Sealed.Length;
                contents.Add(content.Sealed);
                job = job with { InlineBytes = content.Sealed.Length, InlinePrefixBytes = content.PrefixBytes };
            }

            recipients += job.Recipients.Count;
            boxes += job.Envelope.Envelope.Length;
            jobs.Add((number, job));
        }

        return jobs;
    }

    private (SealedJob Job, long Message)? ReadJob(Connection connection, long number, string token)
    {
        using var rows = connection.Query(QueueSql.Job, number, token);
        // Without a box nobody could open it; there is one as long as somebody waits.
        if (!rows.Next() || rows.IsNull(15)) return null;
        var message = rows.Number(0);
        var recipients = new List<int>();
        using (var found = connection.Query(QueueSql.JobRecipients, message, number))
            while (found.Next()) recipients.Add((int)found.Number(0));

        var now = clock.GetUtcNow();
        var id = rows.Text(9);
        var accepted = rows.Moment(10);
        var expires = rows.Moment(1);
        return (new SealedJob
        {
            Lease = token,
            MessageId = id,
            Envelope = new SealedEnvelope(id, rows.Number(13), rows.Bytes(14).ToArray(), rows.Bytes(15).ToArray()),
            Recipients = recipients,
            Route = Destinations.Read(rows, 5),
            ContentBytes = rows.Number(12),
            AcceptedAt = accepted,
            Attempts = (int)rows.Number(2),
            // After a long hold or outage: one try at least. The epoch marks what has nowhere to go.
            Expired = expires <= now && (rows.Number(2) > 0 || expires == DateTimeOffset.UnixEpoch),
            Lost = expires == DateTimeOffset.UnixEpoch,
            LastReply = rows.IsNull(3) ? null : rows.Bytes(3).ToArray(),
            DelayNoticeDue = !rows.Truth(4) && !rows.Truth(11) && now - accepted >= options.DelayNoticeAfter,
        }, message);
    }
}
