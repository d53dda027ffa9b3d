using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>Keeps the trace of a message that was refused: its row and recipients, gone from the beginning.</summary>
internal sealed class RecordRefusal(StoreOptions options, Writer writer, FreeSpace space)
{
    public async ValueTask<Nothing> HandleAsync(RefusedRequest request)
    {
        AcceptMessage.CheckEnvelope(request.Id, request.Envelope, options.MaxRecipients);
        if (request.Verdict.Disposition != Disposition.Reject) throw FindMessage.Rejected("Only a message whose verdict is reject is refused.");
        if (request.ContentBytes < 0) throw FindMessage.Rejected("The size of the message is negative.");
        // Traces of refused mail must not take the room in which taken mail can leave.
        using var room = space.Take(0);
        var message = new NewMessage(
            request.Id, request.Envelope, request.Origin, request.Verdict, request.Subject, new IncomingContent(default, null, request.ContentBytes));
        await writer.CommitAsync(transaction => Apply(transaction, message)).ConfigureAwait(false);
        return Nothing.Value;
    }

    private static bool Apply(WriteTransaction transaction, NewMessage message)
    {
        if (message.InsertWithoutContent(transaction) is not { } number) return false;
        transaction.Db.Run(ContentSql.MarkGone, number, SqlValue.Moment(transaction.Now));
        message.InsertRecipients(transaction, number, null);
        RecordEvent.Run(transaction, number, "refused", null, $"{AcceptMessage.Describe(message.Origin)}; {DescribeVerdict.InWords(message.Verdict)}");
        return true;
    }
}
