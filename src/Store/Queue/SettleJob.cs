using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Directory;
using Sekisho.Store.Intake;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Queue;

/// <summary>
/// Records what became of a job. Results, the next attempt and the notice are one transaction: a notice is sent once,
/// and never for a message whose result is not recorded.
/// </summary>
internal sealed class SettleJob(
    StoreOptions options,
    CommitContent commit,
    ReaderPool readers,
    ContentFiles files,
    DueSchedule schedule,
    PlaceMessage place,
    RemoveContent remove)
{
    private readonly Backoff _backoff = options.RetryBackoff;

    public async ValueTask<Nothing> HandleAsync(CallContext context, SettleRequest request)
    {
        if (!LeaseToken.TryParse(request.Lease, out var lease) || lease.Kind != LeaseToken.Delivery) throw Ended();
        var results = new Dictionary<string, RecipientResult>(StringComparer.Ordinal);
        foreach (var result in request.Results)
        {
            // The same recipient twice: who has it does not get it again.
            if (results.GetValueOrDefault(result.Address) is not { Outcome: DeliveryOutcome.Delivered }) results[result.Address] = result;
        }

        var job = await readers.ReadAsync(connection => LeasedJob.Read(connection, lease.Number, request.Lease) ?? throw Ended()).ConfigureAwait(false);

        NewMessage? notice = null;
        IReadOnlyList<Resolved> ways = [];
        if (request.NoticeId is not null)
        {
            FindMessage.CheckId(request.NoticeId);
            notice = await ReceiveNoticeAsync(context, request.NoticeId, job).ConfigureAwait(false);
            if (notice is not null) ways = await place.ResolveAsync(notice.Envelope, notice.Origin).ConfigureAwait(false);
        }

        await commit.CommitAsync(
            notice?.Content ?? new IncomingContent(default, null, 0),
            transaction => Apply(transaction, lease.Number, request, results, notice, ways)).ConfigureAwait(false);
        return Nothing.Value;
    }

    /// <summary>
    /// The notice goes to the reverse-path that the store has, whatever the request says; for a message with the null
    /// reverse-path there is none (RFC 5321 §4.5.5), so that two servers cannot bounce each other's bounces.
    /// </summary>
    private async Task<NewMessage?> ReceiveNoticeAsync(CallContext context, string id, LeasedJob job)
    {
        if (job.ReversePath.Length == 0)
        {
            await context.Content.CopyToAsync(Stream.Null, context.Aborted).ConfigureAwait(false);
            return null;
        }

        var content = await files.ReceiveAsync(id, context.Content, context.ContentLength, options.SmallContentBytes, context.Aborted).ConfigureAwait(false);
        var envelope = new Envelope
        {
            ReversePath = "",
            Recipients = [new EnvelopeRecipient { Address = job.ReversePath, Notify = DsnNotify.Never }],
            Body = BodyType.EightBitMime,
            SmtpUtf8 = !System.Text.Ascii.IsValid(job.ReversePath),
        };
        return new NewMessage(
            id, envelope, new Origin { Kind = OriginKind.System }, new Verdict { Disposition = Disposition.Accept }, null, content);
    }

    private bool Apply(
        WriteTransaction transaction,
        long number,
        SettleRequest request,
        Dictionary<string, RecipientResult> results,
        NewMessage? notice,
        IReadOnlyList<Resolved> ways)
    {
        var db = transaction.Db;
        var job = LeasedJob.Read(db, number, request.Lease) ?? throw Ended();
        var lastDeferred = RecordResults(transaction, number, job, results);
        var until = SetDestination(transaction, job, request.DestinationDown);
        var now = transaction.Now;
        if (lastDeferred is null)
        {
            db.Run(QueueSql.Remove, number);
            transaction.AfterCommit(() => schedule.Settled(number));
        }
        else
        {
            var due = now + _backoff.After(job.Attempts + 1, HoldMessage.Chance());
            if (until > due) due = until.Value;
            // The end of its time in the queue is not slept through.
            if (job.ExpiresAt > now && job.ExpiresAt < due) due = job.ExpiresAt;
            db.Run(QueueSql.Defer, number, SqlValue.Moment(due), lastDeferred, request.DelayNoticeSent);
            transaction.AfterCommit(() =>
            {
                schedule.Settled(number);
                schedule.Added(job.Destination, job.Route, number, due, now);
            });
        }

        if (notice is not null) AddNotice(transaction, job, notice, ways);
        else if (request.NoticeId is not null)
            RecordEvent.Run(transaction, job.Message, "notice", null, "Not sent: the reverse-path is null.");
        remove.WhenUnreferenced(transaction, job.Message);
        return true;
    }

    /// <summary>Each recipient's end or wait; one without a result waits on, so that nothing is lost by a short report.</summary>
    /// <returns>The last reply of those that wait on, or null when none does.</returns>
    private static string? RecordResults(WriteTransaction transaction, long number, LeasedJob job, Dictionary<string, RecipientResult> results)
    {
        var recipients = new List<(int Ordinal, string Address)>();
        using (var rows = transaction.Db.Query(QueueSql.JobRecipients, job.Message, number))
            while (rows.Next()) recipients.Add(((int)rows.Number(3), rows.Text(0)));

        string? lastDeferred = null;
        foreach (var (ordinal, address) in recipients)
        {
            var result = results.GetValueOrDefault(address)
                ?? new RecipientResult(address, DeliveryOutcome.Deferred, "The delivery ended without a result for this recipient.", null);
            var what = result.Outcome switch
            {
                DeliveryOutcome.Delivered => "delivered",
                DeliveryOutcome.Failed => "failed",
                _ => "deferred",
            };
            if (what == "deferred") lastDeferred = result.Reply;
            transaction.Db.Run(what == "deferred" ? QueueSql.DeferRecipient : QueueSql.EndRecipient, job.Message, ordinal, result.Reply);
            var detail = result.RemoteHost is null ? result.Reply : $"{result.RemoteHost}: {result.Reply}";
            RecordEvent.Run(transaction, job.Message, what, address, detail);
        }

        return lastDeferred;
    }

    /// <summary>Notes that the destination does not answer, or does again.</summary>
    /// <returns>Until when nothing is tried there, or null.</returns>
    private DateTimeOffset? SetDestination(WriteTransaction transaction, LeasedJob job, bool down)
    {
        var now = transaction.Now;
        if (!down && job is { Failures: 0 }) return null;
        DateTimeOffset? until = null;
        var failures = 0;
        if (down)
        {
            // Jobs that were under way together fail together: that is one failure of the destination.
            if (job.DownUntil > now) return job.DownUntil;
            failures = job.Failures + 1;
            until = now + _backoff.After(failures, HoldMessage.Chance());
        }

        transaction.Db.Run(QueueSql.SetDestinationDown, job.Destination, failures, until is { } end ? SqlValue.Moment(end) : 0);
        transaction.AfterCommit(() => schedule.SetDown(job.Destination, job.Route, until));
        return until;
    }

    private void AddNotice(WriteTransaction transaction, LeasedJob job, NewMessage notice, IReadOnlyList<Resolved> ways)
    {
        if (notice.Insert(transaction) is not { } number)
        {
            if (notice.Content.File is { } file) transaction.AfterCommit(() => files.Remove(file));
            return;
        }

        RecordEvent.Run(transaction, job.Message, "notice", null, $"{notice.Id} to {job.ReversePath}");
        RecordEvent.Run(transaction, number, "accepted", null, $"made here, about {job.MessageId}");
        notice.InsertRecipients(transaction, number, place.Place(transaction, number, notice.Envelope, ways));
        remove.WhenUnreferenced(transaction, number);
    }

    private static CallException Ended() => FindMessage.Rejected("lease ended: the delivery was settled, deleted, or given to somebody else.");
}
