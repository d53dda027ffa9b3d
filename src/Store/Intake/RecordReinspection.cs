using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Boxes;
using Sekisho.Store.Archive;
using Sekisho.Store.Database;
using Sekisho.Store.Memory;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Reports;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>
/// Records a further inspection of a held message:
/// accept or tag: on its way; quarantine, reject or disarm: quarantine (a bounce now would be backscatter, the rebuilt one is a message
/// of its own); defer: held again,
/// and after the configured number of inspections that died or hung over it quarantine, so that a person looks at it.
/// </summary>
internal sealed class RecordReinspection(
    int mostFailures, Writer writer, ReaderPool readers, SealMessage seal, PlaceMessage place, HoldMessage hold, QuarantineMessage quarantine, Content.RemoveContent remove,
    RecordObservations observe, RecordReceived receive, LearnDecisions decisions)
{
    public async ValueTask<Nothing> HandleAsync(ReinspectedRequest request)
    {
        FindMessage.CheckId(request.Id);
        CheckPrefix(request);
        if (request.DisarmedAs is { } other) FindMessage.CheckId(other);
        if (!Enum.IsDefined(request.Disposition)) throw FindMessage.Rejected("There is no such disposition.");
        if (!LeaseToken.TryParse(request.Lease, out var lease) || lease.Kind != LeaseToken.Held) throw Ended();
        var found = await readers.ReadAsync(connection => Find(connection, lease.Number)).ConfigureAwait(false);
        if (found?.Message.Id != request.Id) throw Ended();
        var (message, tenants, mailboxes, archives) = found;
        var archived = request.Summary is { } shown
            ? archives.ConvertAll(archive => (archive.Tenant, seal.SealSummary(request.Id, archive.Tenant, archive.Month, shown)))
            : [];
        var summaries = request.Summary is { } summary
            ? mailboxes.ConvertAll(mailbox => (mailbox.Ordinal, seal.SealSummary(request.Id, mailbox.Mailbox, summary)))
            : [];
        var detail = seal.SealEvent(request.Id, tenants[0], request.Why);
        var learnables = await decisions.PrepareAsync(request.Disposition, request.Words, request.Sender, tenants).ConfigureAwait(false);
        await writer.CommitAsync(transaction => Apply(transaction, lease.Number, message, request, summaries, archived, detail, learnables)).ConfigureAwait(false);
        return Nothing.Value;
    }

    private bool Apply(
        WriteTransaction transaction, long number, StoredMessage message, ReinspectedRequest request, List<(int Ordinal, byte[] Summary)> summaries,
        List<(long Tenant, byte[]? Summary)> archived, byte[] detail, IReadOnlyList<Learnable> learnables)
    {
        var db = transaction.Db;
        int attempts;
        int failures;
        using (var rows = db.Query(IntakeSql.HeldLease, number))
        {
            if (!rows.Next() || rows.TextOrNull(1) != request.Lease) throw Ended();
            attempts = (int)rows.Number(0) + 1;
            failures = (int)rows.Number(2) + (request.MayBeItsFault ? 1 : 0);
        }

        foreach (var envelope in request.Envelopes) db.Run(IntakeSql.SetEnvelope, number, envelope.Tenant, envelope.Envelope);
        foreach (var (ordinal, summary) in summaries) db.Run(IntakeSql.SetSummary, number, ordinal, summary);
        foreach (var (tenant, summary) in archived)
            if (summary is not null) db.Run(ArchiveSql.SetSummary, number, tenant, summary);
        if (request.Prefix is not null) db.Run(IntakeSql.SetPrefix, number, request.Prefix, request.AddedBytes);
        RecordEvent.Run(transaction, number, "inspected", null, "", detail);
        switch (request.Disposition)
        {
            case Disposition.Accept or Disposition.Tag:
                EndHold(db, number);
                place.PlaceStored(transaction, number, message.HasNullSender);
                remove.WhenUnreferenced(transaction, number);
                break;
            case Disposition.Defer when failures < mostFailures:
                hold.Again(transaction, number, attempts, failures, detail);
                break;
            case Disposition.Defer:
                EndHold(db, number);
                QuarantineMessage.UntilDecided(transaction, number, FormattableString.Invariant($"{attempts} inspections failed"), detail);
                Content.RemoveContent.ForgetBoxes(transaction, number);
                break;
            default:
                EndHold(db, number);
                quarantine.Run(transaction, number, "", detail);
                if (request.DisarmedAs is { } rebuilt) RecordEvent.Run(transaction, number, "disarmed", null, $"as {rebuilt}");
                Content.RemoveContent.ForgetBoxes(transaction, number);
                break;
        }

        if (request.Disposition == Disposition.Defer) return true;
        LearnDecisions.Keep(transaction, number, learnables);
        observe.Run(transaction, request.Observation);
        if (request.Disposition != Disposition.Reject) receive.Run(transaction, request.Id, request.Reports);
        return true;
    }

    private static Found? Find(Connection connection, long number)
    {
        if (StoredMessage.Read(connection, number) is not { } message) return null;
        var recipients = StoredMessage.Recipients(connection, number);
        var mailboxes = new List<(int, PublishedMailbox)>();
        foreach (var recipient in recipients)
        {
            if (recipient.Summary is not null && ResolveAddress.FindAccount(connection, PublishedSql.Account, recipient.Tenant, recipient.Account) is { } account)
                mailboxes.Add((recipient.Ordinal, account.Mailbox));
        }

        var archives = new List<(long, long)>();
        using (var rows = connection.Query(ArchiveSql.MonthsOfMessage, number))
            while (rows.Next()) archives.Add((rows.Number(0), rows.Number(1)));
        return new Found(message, recipients.ConvertAll(recipient => recipient.Tenant), mailboxes, archives);
    }

    private static void CheckPrefix(ReinspectedRequest request)
    {
        if (request.Prefix is not { } prefix) return;
        if (request.Disposition == Disposition.Defer || request.AddedBytes > request.PrefixBytes || request.PrefixBytes is < 1 or > ReinspectedRequest.LongestPrefix
            || prefix.Length != request.PrefixBytes + SealedRecord.OverheadBytes)
            throw FindMessage.Rejected("A change comes sealed, in its right length, is not longer than the limit, and not for a message that is held again.");
    }

    private static void EndHold(Connection db, long number)
    {
        db.Run(IntakeSql.EndHold, number);
        db.Run(IntakeSql.EndHeldRecipients, number);
    }

    private static CallException Ended() => FindMessage.Rejected("lease ended: the message was given to somebody else, or is no longer held.");

    private sealed record Found(StoredMessage Message, List<long> Tenants, List<(int Ordinal, PublishedMailbox Mailbox)> Mailboxes, List<(long Tenant, long Month)> Archives);
}
