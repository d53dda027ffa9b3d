using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Content;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;
using Sekisho.Store.Memory;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Reports;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>
/// Takes responsibility for a message. Steps:
/// 1. check the request, the free space, and every recipient's way;
/// 2. seal what is known of it to all who may open it;
/// 3. seal the content while it comes in: small ones in memory, large ones into a file that is flushed, and its folder too;
/// 4. in one transaction, shared with whoever else waits: message, content, recipients, mailboxes or queue, archives, trace;
/// 5. reply, only now.
/// A crash before the commit leaves at most a file that no row names; the start removes it. Nothing in clear text is ever
/// written, and no key is left to open what was.
/// </summary>
internal sealed class AcceptMessage(
    StoreOptions options,
    CommitContent commit,
    ReaderPool readers,
    ContentFiles files,
    FreeSpace space,
    SealMessage seal,
    PlaceMessage place,
    HoldMessage hold,
    QuarantineMessage quarantine,
    LearnCorrespondents learn,
    LearnDecisions decisions,
    RecordObservations observe,
    RecordReceived receive)
{
    private long _exempt;

    /// <summary>Messages taken since the start that nobody had inspected, because they came from an exempt network.</summary>
    public long Exempt => Volatile.Read(ref _exempt);

    public async ValueTask<AcceptReply> HandleAsync(CallContext context, AcceptRequest request)
    {
        Check(request);
        if (await readers.ReadAsync(connection => connection.Number(IntakeSql.Find, request.Id) is not null, context.Aborted).ConfigureAwait(false))
        {
            await context.Content.CopyToAsync(Stream.Null, context.Aborted).ConfigureAwait(false);
            return new AcceptReply(Repeated: true);
        }

        using var room = space.Take(context.ContentLength);
        var ways = await place.ResolveAsync(request.Envelope, request.Origin).ConfigureAwait(false);
        CheckWays(ways);
        using var sealedMessage = seal.Seal(request.Id, request.Envelope, request.Origin, request.Verdict, NewMessage.CutSubject(request.Subject), ways,
            await place.SenderOfAsync(request.Origin).ConfigureAwait(false));
        var content = await files.ReceiveAsync(
            request.Id, context.Content, context.ContentLength, options.SmallContentBytes, sealedMessage.ContentKey.ToArray(), context.Aborted).ConfigureAwait(false);
        var message = new NewMessage(
            request.Id, request.Envelope.ReversePath.Length == 0, DispositionOf(request.Verdict), HoldMessage.MayBeItsFault(request.Verdict), sealedMessage, seal.Directory, content);
        var sender = request.Verdict.Facts.Values.GetValueOrDefault("from.address") as string ?? request.Envelope.ReversePath;
        var learnables = await decisions.PrepareAsync(request.Verdict.Disposition, request.Verdict.Words, sender, ways.Select(way => way.Tenant)).ConfigureAwait(false);
        var stored = await commit.CommitAsync(content, transaction => Apply(transaction, message, ways, request.Verdict, learnables)).ConfigureAwait(false);
        if (stored && request.Verdict.IsExempt) Interlocked.Increment(ref _exempt);
        if (stored) await learn.TakeAsync(request, ways).ConfigureAwait(false);
        return new AcceptReply(Repeated: !stored);
    }

    private bool Apply(WriteTransaction transaction, NewMessage message, IReadOnlyList<Resolved> ways, Verdict verdict, IReadOnlyList<Learnable> learnables)
    {
        if (message.Insert(transaction) is not { } number)
        {
            if (message.Content.File is { } file) transaction.AfterCommit(() => files.Remove(file));
            return false;
        }

        RecordEvent.Run(transaction, number, "accepted", null, verdict.IsExempt ? "not inspected: exempt network" : "");
        if (verdict.DisarmedFrom is { } original) RecordEvent.Run(transaction, number, "disarmed", null, $"from {original}");
        switch (message.Disposition)
        {
            case Disposition.Accept or Disposition.Tag:
                message.InsertRecipients(transaction, number, PlaceNew(transaction, number, message, ways, place), arePlaced: true);
                break;
            case Disposition.Defer:
                hold.First(transaction, number, message.MayBeItsFault);
                message.InsertRecipients(transaction, number, Enumerable.Repeat<long?>(0, ways.Count).ToList(), arePlaced: false);
                break;
            default:
                quarantine.Run(transaction, number, "");
                if (verdict.DisarmedAs is { } rebuilt) RecordEvent.Run(transaction, number, "disarmed", null, $"as {rebuilt}");
                message.InsertRecipients(transaction, number, null, arePlaced: false);
                break;
        }

        // What waits for inspection is counted when that is over.
        if (message.Disposition == Disposition.Defer) return true;
        LearnDecisions.Keep(transaction, number, learnables);
        observe.Run(transaction, verdict.Observation);
        receive.Run(transaction, message.Id, verdict.Reports);
        return true;
    }

    /// <summary>Places a message whose recipients have just been looked up.</summary>
    public static long?[] PlaceNew(WriteTransaction transaction, long number, NewMessage message, IReadOnlyList<Resolved> ways, PlaceMessage place)
    {
        var routes = new Queue.Route?[ways.Count];
        for (var i = 0; i < routes.Length; i++) routes[i] = ways[i].Mailbox is null ? ways[i].Route : PlaceMessage.Mailbox;
        return place.Place(transaction, number, message.Recipients, routes, message.HasNullSender, _ => true);
    }

    /// <summary>The original of a message that was disarmed is kept, the rebuilt one goes on its way.</summary>
    private static Disposition DispositionOf(Verdict verdict) => verdict switch
    {
        { IsKept: true } => Disposition.Quarantine,
        { Disposition: Disposition.Disarm } => Disposition.Tag,
        _ => verdict.Disposition,
    };

    private void Check(AcceptRequest request)
    {
        CheckEnvelope(request.Id, request.Envelope, options.MaxRecipients);
        if (request.Verdict.Disposition is Disposition.Reject || !Enum.IsDefined(request.Verdict.Disposition))
            throw FindMessage.Rejected("A message whose verdict is reject is refused at the door, not stored.");
        if (request.Verdict.DisarmedAs is { } rebuilt) FindMessage.CheckId(rebuilt);
        if (request.Verdict.DisarmedFrom is { } original) FindMessage.CheckId(original);
    }

    /// <exception cref="CallException">The envelope is not one that can be recorded.</exception>
    public static void CheckEnvelope(string id, Envelope envelope, int maxRecipients)
    {
        FindMessage.CheckId(id);
        if (envelope.ReversePath.Length > AddressParts.LongestAddress)
            throw FindMessage.Rejected($"The reverse-path has more than {AddressParts.LongestAddress} characters.");
        var recipients = envelope.Recipients;
        if (recipients.Count == 0) throw FindMessage.Rejected("A message has at least one recipient.");
        if (recipients.Count > maxRecipients)
            throw new CallException(CallFailure.TooLarge, $"A message has at most {maxRecipients} recipients; this one has {recipients.Count}.");
    }

    // By number: what a caller is told ends in its log, and no address belongs there.
    private static void CheckWays(IReadOnlyList<Resolved> ways)
    {
        for (var i = 0; i < ways.Count; i++)
        {
            if (ways[i].Result == ResolutionResult.Known) continue;
            throw FindMessage.Rejected(ways[i].Result == ResolutionResult.UnknownMailbox
                ? $"There is no mailbox for recipient {i + 1} (any more)."
                : $"The domain of recipient {i + 1} is not ours, and the sender is nobody of ours.");
        }
    }
}
