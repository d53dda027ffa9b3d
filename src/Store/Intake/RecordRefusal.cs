using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Published;
using Sekisho.Store.Reports;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>Keeps the trace of a message that was refused: its row and recipients, gone from the beginning.</summary>
internal sealed class RecordRefusal(StoreOptions options, Writer writer, FreeSpace space, PlaceMessage place, SealMessage seal, RecordObservations observe)
{
    public async ValueTask<Nothing> HandleAsync(RefusedRequest request)
    {
        AcceptMessage.CheckEnvelope(request.Id, request.Envelope, options.MaxRecipients);
        if (request.Verdict.Disposition != Disposition.Reject) throw FindMessage.Rejected("Only a message whose verdict is reject is refused.");
        if (request.ContentBytes < 0) throw FindMessage.Rejected("The size of the message is negative.");
        // Traces of refused mail must not take the room in which taken mail can leave.
        using var room = space.Take(0);
        var ways = Known(await place.ResolveAsync(request.Envelope, request.Origin).ConfigureAwait(false));
        using var sealedMessage = seal.Seal(request.Id, request.Envelope, request.Origin, request.Verdict, NewMessage.CutSubject(request.Subject), ways);
        var message = new NewMessage(
            request.Id, request.Envelope.ReversePath.Length == 0, Disposition.Reject, mayBeItsFault: false, sealedMessage, seal.Directory,
            new IncomingContent(default, null, request.ContentBytes));
        await writer.CommitAsync(transaction => Apply(transaction, message, request.Verdict)).ConfigureAwait(false);
        return Nothing.Value;
    }

    /// <summary>A recipient that has gone since the door took it belongs to the traces of the first that has not.</summary>
    private static IReadOnlyList<Resolved> Known(IReadOnlyList<Resolved> ways)
    {
        var first = ways.FirstOrDefault(way => way.Tenant > 0) ?? throw FindMessage.Rejected("No recipient of the refused message is known any more: there is nobody whose trace it is.");
        return [.. ways.Select(way => way.Tenant > 0 ? way : first with { Mailbox = null })];
    }

    private bool Apply(WriteTransaction transaction, NewMessage message, Verdict verdict)
    {
        if (message.InsertWithoutContent(transaction) is not { } number) return false;
        transaction.Db.Run(ContentSql.MarkGone, number, SqlValue.Moment(transaction.Now));
        message.InsertRecipients(transaction, number, null, arePlaced: true);
        RecordEvent.Run(transaction, number, "refused", null, "");
        observe.Run(transaction, verdict.Observation);
        return true;
    }
}
