using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Directory;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>
/// Takes responsibility for a message. Steps:
/// 1. check the request, the free space, and every recipient's way;
/// 2. take the content: small ones into memory, large ones to a file that is flushed, and its folder too;
/// 3. in one transaction, shared with whoever else waits: message, content, recipients, mailboxes or queue, trace;
/// 4. reply, only now.
/// A crash before the commit leaves at most a file that no row names; the start removes it.
/// </summary>
internal sealed class AcceptMessage(
    StoreOptions options,
    CommitContent commit,
    ReaderPool readers,
    ContentFiles files,
    FreeSpace space,
    PlaceMessage place,
    HoldMessage hold,
    QuarantineMessage quarantine)
{
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
        CheckWays(request.Envelope, ways);
        var content = await files.ReceiveAsync(
            request.Id, context.Content, context.ContentLength, options.SmallContentBytes, context.Aborted).ConfigureAwait(false);
        var message = new NewMessage(request.Id, request.Envelope, request.Origin, request.Verdict, request.Subject, content);
        var stored = await commit.CommitAsync(content, transaction => Apply(transaction, message, ways)).ConfigureAwait(false);
        return new AcceptReply(Repeated: !stored);
    }

    private bool Apply(WriteTransaction transaction, NewMessage message, IReadOnlyList<Resolved> ways)
    {
        if (message.Insert(transaction) is not { } number)
        {
            if (message.Content.File is { } file) transaction.AfterCommit(() => files.Remove(file));
            return false;
        }

        var why = DescribeVerdict.InWords(message.Verdict);
        RecordEvent.Run(transaction, number, "accepted", null, $"{Describe(message.Origin)}; {why}");
        switch (message.Verdict.Disposition)
        {
            case Disposition.Accept or Disposition.Tag:
                message.InsertRecipients(transaction, number, place.Place(transaction, number, message.Envelope, ways));
                break;
            case Disposition.Defer:
                hold.First(transaction, number, message.Verdict, why);
                message.InsertRecipients(transaction, number, Enumerable.Repeat<long?>(0, ways.Count).ToList());
                break;
            default:
                quarantine.Run(transaction, number, why);
                message.InsertRecipients(transaction, number, null);
                break;
        }

        return true;
    }

    private void Check(AcceptRequest request)
    {
        CheckEnvelope(request.Id, request.Envelope, options.MaxRecipients);
        if (request.Verdict.Disposition is Disposition.Reject || !Enum.IsDefined(request.Verdict.Disposition))
            throw FindMessage.Rejected("A message whose verdict is reject is refused at the door, not stored.");
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

    private static void CheckWays(Envelope envelope, IReadOnlyList<Resolved> ways)
    {
        for (var i = 0; i < ways.Count; i++)
        {
            if (ways[i].Route is not null) continue;
            throw FindMessage.Rejected(ways[i].Result == ResolutionResult.UnknownMailbox
                ? $"There is no mailbox {envelope.Recipients[i].Address} (any more)."
                : $"The domain of {envelope.Recipients[i].Address} is not ours, and the sender is nobody of ours.");
        }
    }

    /// <summary>Where a message comes from, for people.</summary>
    public static string Describe(Origin origin) => origin.Kind switch
    {
        OriginKind.Submission => $"submitted by {origin.Account} from {origin.Client}",
        OriginKind.System => "made here",
        _ => $"from {origin.Client} ({origin.Helo})",
    };
}
