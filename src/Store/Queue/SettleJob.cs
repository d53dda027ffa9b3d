using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Published;
using Sekisho.Store.Sealed;
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
    SealMessage seal,
    PlaceMessage place,
    RemoveContent remove,
    UnknownAtRelay unknown)
{
    private readonly Backoff _backoff = options.RetryBackoff;

    public async ValueTask<Nothing> HandleAsync(CallContext context, SettleRequest request)
    {
        if (!LeaseToken.TryParse(request.Lease, out var lease) || lease.Kind != LeaseToken.Delivery) throw Ended();
        var results = new Dictionary<int, RecipientResult>();
        foreach (var result in request.Results)
        {
            // The same recipient twice: who has it does not get it again.
            if (results.GetValueOrDefault(result.Ordinal) is not { Outcome: DeliveryOutcome.Delivered }) results[result.Ordinal] = result;
        }

        var job = await readers.ReadAsync(connection => LeasedJob.Read(connection, lease.Number, request.Lease) ?? throw Ended()).ConfigureAwait(false);
        if (job.Route.Kind == RouteKind.Relay) Learn(results.Values);

        NewMessage? notice = null;
        IReadOnlyList<Resolved> ways = [];
        if (request.NoticeId is not null)
        {
            FindMessage.CheckId(request.NoticeId);
            (notice, ways) = await ReceiveNoticeAsync(context, request.NoticeId, request.NoticeRecipient, job).ConfigureAwait(false);
        }

        // What servers said is sealed here, on the caller's thread.
        var details = results.ToDictionary(
            result => result.Key,
            result => seal.SealEvent(job.MessageId, job.Tenant, result.Value.RemoteHost is { } host ? $"{host}: {result.Value.Reply}" : result.Value.Reply));
        await commit.CommitAsync(
            notice?.Content ?? new IncomingContent(default, null, 0),
            transaction => Apply(transaction, lease.Number, request, results, details, notice, ways)).ConfigureAwait(false);
        return Nothing.Value;
    }

    private void Learn(IEnumerable<RecipientResult> results)
    {
        foreach (var result in results)
            if (result is { Outcome: DeliveryOutcome.Failed, UnknownAddress: { } address } && AddressParts.TryParse(address, out var parts)) unknown.Add(parts.Address);
    }

    /// <summary>
    /// The notice goes where the caller says, who has opened the envelope; for a message with the null reverse-path there is
    /// none (RFC 5321 §4.5.5), so that two servers cannot bounce each other's bounces.
    /// </summary>
    private async Task<(NewMessage? Notice, IReadOnlyList<Resolved> Ways)> ReceiveNoticeAsync(CallContext context, string id, string? recipient, LeasedJob job)
    {
        if (job.HasNullSender || recipient is not { Length: > 0 and <= AddressParts.LongestAddress })
        {
            await context.Content.CopyToAsync(Stream.Null, context.Aborted).ConfigureAwait(false);
            return (null, []);
        }

        var envelope = new Envelope
        {
            ReversePath = "",
            Recipients = [new EnvelopeRecipient { Address = recipient, Notify = DsnNotify.Never }],
            Body = BodyType.EightBitMime,
            SmtpUtf8 = !System.Text.Ascii.IsValid(recipient),
        };
        var origin = new Origin { Kind = OriginKind.System };
        var ways = Mine(await place.ResolveAsync(envelope, origin, job.Tenant).ConfigureAwait(false), job.Tenant);
        var verdict = new Verdict { Disposition = Disposition.Accept };
        using var sealedNotice = seal.Seal(id, envelope, origin, verdict, null, ways);
        var content = await files.ReceiveAsync(
            id, context.Content, context.ContentLength, options.SmallContentBytes, sealedNotice.ContentKey.ToArray(), context.Aborted).ConfigureAwait(false);
        return (new NewMessage(id, hasNullSender: true, Disposition.Accept, mayBeItsFault: false, sealedNotice, seal.Directory, content), ways);
    }

    /// <summary>A sender that is no address of ours (any more) and no address at all: its notice ends in the traces of the message's tenant.</summary>
    private static IReadOnlyList<Resolved> Mine(IReadOnlyList<Resolved> ways, long tenant) =>
        [.. ways.Select(way => way.Tenant > 0 ? way : way with { Tenant = tenant })];

    private bool Apply(
        WriteTransaction transaction,
        long number,
        SettleRequest request,
        Dictionary<int, RecipientResult> results,
        Dictionary<int, byte[]> details,
        NewMessage? notice,
        IReadOnlyList<Resolved> ways)
    {
        var db = transaction.Db;
        var job = LeasedJob.Read(db, number, request.Lease) ?? throw Ended();
        var lastDeferred = RecordResults(transaction, number, job, results, details);
        var until = SetDestination(transaction, job, request.DestinationDown);
        var now = transaction.Now;
        if (!lastDeferred.AnyWaits)
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
            db.Run(QueueSql.Defer, number, SqlValue.Moment(due), lastDeferred.LastReply, request.DelayNoticeSent);
            transaction.AfterCommit(() =>
            {
                schedule.Settled(number);
                schedule.Added(job.Destination, job.Route, number, due, now);
            });
        }

        if (notice is not null) AddNotice(transaction, job, notice, ways);
        else if (request.NoticeId is not null)
            RecordEvent.Run(transaction, job.Message, "notice", null, "Not sent: there is nobody to tell.");
        remove.WhenUnreferenced(transaction, job.Message);
        return true;
    }

    /// <summary>Each recipient's end or wait; one without a result waits on, so that nothing is lost by a short report.</summary>
    /// <returns>Whether anybody waits on, and the last reply to those.</returns>
    private static (bool AnyWaits, byte[]? LastReply) RecordResults(
        WriteTransaction transaction, long number, LeasedJob job, Dictionary<int, RecipientResult> results, Dictionary<int, byte[]> details)
    {
        var recipients = new List<int>();
        using (var rows = transaction.Db.Query(QueueSql.JobRecipients, job.Message, number))
            while (rows.Next()) recipients.Add((int)rows.Number(0));

        var anyWaits = false;
        byte[]? last = null;
        foreach (var ordinal in recipients)
        {
            var result = results.GetValueOrDefault(ordinal);
            var what = result?.Outcome switch
            {
                DeliveryOutcome.Delivered => "delivered",
                DeliveryOutcome.Failed => "failed",
                _ => "deferred",
            };
            if (what == "deferred")
            {
                anyWaits = true;
                last = result?.SealedReply ?? last;
            }

            transaction.Db.Run(what == "deferred" ? QueueSql.DeferRecipient : QueueSql.EndRecipient, job.Message, ordinal, result?.SealedReply);
            RecordEvent.Run(
                transaction, job.Message, what, ordinal,
                result is null ? "The delivery ended without a result for this recipient." : "", details.GetValueOrDefault(ordinal));
        }

        return (anyWaits, last);
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

        RecordEvent.Run(transaction, job.Message, "notice", null, notice.Id);
        RecordEvent.Run(transaction, number, "accepted", null, $"made here, about {job.MessageId}");
        notice.InsertRecipients(transaction, number, AcceptMessage.PlaceNew(transaction, number, notice, ways, place), arePlaced: true);
        remove.WhenUnreferenced(transaction, number);
    }

    private static CallException Ended() => FindMessage.Rejected("lease ended: the delivery was settled, deleted, or given to somebody else.");
}
