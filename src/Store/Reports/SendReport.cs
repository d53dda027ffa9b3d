using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Reports;

/// <summary>Takes the message of a report: into the queue, and into the list of what was sent, in one transaction.</summary>
internal sealed class SendReport(
    StoreOptions options, CommitContent commit, ReaderPool readers, ContentFiles files, FreeSpace space, SealMessage seal, ResolveAddress resolve, PlaceMessage place, RemoveContent remove)
{
    public async ValueTask<SendReportReply> HandleAsync(CallContext context, SendReportRequest request)
    {
        FindMessage.CheckId(request.Id);
        if (request.Part < 1 || request.Recipient is not { Length: > 0 and <= AddressParts.LongestAddress }) throw FindMessage.Rejected("A part is numbered from 1 and has a recipient.");
        if (await readers.ReadAsync(connection => WasSent(connection, request), context.Aborted).ConfigureAwait(false))
            return await WithoutAsync(context, SendReportOutcome.SentBefore).ConfigureAwait(false);

        using var room = space.Take(context.ContentLength);
        // The domain of the sender says whose mail this is; there need not be a mailbox.
        var tenant = (await resolve.ResolveAsync(request.From, null).ConfigureAwait(false)).Tenant;
        if (tenant == 0) return await WithoutAsync(context, SendReportOutcome.ForeignSender).ConfigureAwait(false);
        var envelope = new Envelope
        {
            ReversePath = request.From,
            Recipients = [new EnvelopeRecipient { Address = request.Recipient, Notify = DsnNotify.Never }],
        };
        var origin = new Origin { Kind = OriginKind.System };
        var ways = await place.ResolveAsync(envelope, origin, tenant).ConfigureAwait(false);
        if (ways[0].Result != ResolutionResult.Known) return await WithoutAsync(context, SendReportOutcome.NoMailbox).ConfigureAwait(false);
        using var sealedMessage = seal.Seal(request.Id, envelope, origin, new Verdict { Disposition = Disposition.Accept }, null, ways);
        var content = await files.ReceiveAsync(
            request.Id, context.Content, context.ContentLength, options.SmallContentBytes, sealedMessage.ContentKey.ToArray(), context.Aborted).ConfigureAwait(false);
        var message = new NewMessage(request.Id, hasNullSender: false, Disposition.Accept, mayBeItsFault: false, sealedMessage, seal.Directory, content);
        var isNew = await commit.CommitAsync(content, transaction => Apply(transaction, message, ways, request)).ConfigureAwait(false);
        return new SendReportReply(isNew ? SendReportOutcome.Queued : SendReportOutcome.SentBefore);
    }

    private static async Task<SendReportReply> WithoutAsync(CallContext context, SendReportOutcome outcome)
    {
        await context.Content.CopyToAsync(Stream.Null, context.Aborted).ConfigureAwait(false);
        return new SendReportReply(outcome);
    }

    private bool Apply(WriteTransaction transaction, NewMessage message, IReadOnlyList<Resolved> ways, SendReportRequest request)
    {
        // Asked again beside the first time: the row says it is sent already.
        if (WasSent(transaction.Db, request) || message.Insert(transaction) is not { } number)
        {
            if (message.Content.File is { } file) transaction.AfterCommit(() => files.Remove(file));
            return false;
        }

        var period = request.Period;
        transaction.Db.Run(
            ReportSql.AddSent, SqlValue.Moment(period.Begin), (long)period.Kind, period.Domain, request.Recipient, request.Part, SqlValue.Moment(period.End),
            SqlValue.Moment(transaction.Now), message.Id, "queued");
        RecordEvent.Run(transaction, number, "accepted", null, $"made here, a report about {period.Domain}");
        message.InsertRecipients(transaction, number, AcceptMessage.PlaceNew(transaction, number, message, ways, place), arePlaced: true);
        remove.WhenUnreferenced(transaction, number);
        return true;
    }

    private static bool WasSent(Connection connection, SendReportRequest request) =>
        connection.Number(ReportSql.FindSent, SqlValue.Moment(request.Period.Begin), (long)request.Period.Kind, request.Period.Domain, request.Recipient, request.Part) is not null;
}
