using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Directory;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>
/// Records a further inspection of a held message:
/// accept or tag: on its way; quarantine or reject: quarantine (a bounce now would be backscatter); defer: held again,
/// and after the configured number of attempts quarantine, so that a person looks at it.
/// </summary>
internal sealed class RecordReinspection(
    int mostAttempts, Writer writer, ReaderPool readers, PlaceMessage place, HoldMessage hold, QuarantineMessage quarantine, Content.RemoveContent remove)
{
    public async ValueTask<Nothing> HandleAsync(ReinspectedRequest request)
    {
        FindMessage.CheckId(request.Id);
        if (!LeaseToken.TryParse(request.Lease, out var lease) || lease.Kind != LeaseToken.Held) throw Ended();
        var message = await readers.ReadAsync(connection => StoredMessage.Read(connection, lease.Number)).ConfigureAwait(false);
        if (message?.Id != request.Id) throw Ended();
        var ways = request.Verdict.Disposition is Disposition.Accept or Disposition.Tag
            ? await place.ResolveAsync(message.Envelope, message.Origin).ConfigureAwait(false)
            : [];
        var verdict = JsonSerializer.SerializeToUtf8Bytes(request.Verdict, StoreJson.Default.Verdict);
        await writer.CommitAsync(transaction => Apply(transaction, lease.Number, message, request, verdict, ways)).ConfigureAwait(false);
        return Nothing.Value;
    }

    private bool Apply(
        WriteTransaction transaction, long number, StoredMessage message, ReinspectedRequest request, byte[] verdict, IReadOnlyList<Resolved> ways)
    {
        var db = transaction.Db;
        int attempts;
        using (var rows = db.Query(IntakeSql.HeldLease, number))
        {
            if (!rows.Next() || rows.TextOrNull(1) != request.Lease) throw Ended();
            attempts = (int)rows.Number(0);
        }

        db.Run(IntakeSql.SetVerdict, number, SqlValue.Json(verdict), NewMessage.CutSubject(request.Subject));
        var why = DescribeVerdict.InWords(request.Verdict);
        RecordEvent.Run(transaction, number, "inspected", null, why);
        switch (request.Verdict.Disposition)
        {
            case Disposition.Accept or Disposition.Tag:
                EndHold(db, number);
                var waits = place.Place(transaction, number, message.Envelope, ways);
                for (var i = 0; i < waits.Length; i++)
                    if (waits[i] is { } delivery) db.Run(IntakeSql.SetRecipientDelivery, number, i, delivery);
                remove.WhenUnreferenced(transaction, number);
                break;
            case Disposition.Defer when attempts + 1 < mostAttempts:
                hold.Again(transaction, number, attempts + 1, why);
                break;
            case Disposition.Defer:
                EndHold(db, number);
                quarantine.Run(transaction, number, FormattableString.Invariant($"{attempts + 1} inspections failed; {why}"));
                break;
            default:
                EndHold(db, number);
                quarantine.Run(transaction, number, why);
                break;
        }

        return true;
    }

    private static void EndHold(Connection db, long number)
    {
        db.Run(IntakeSql.EndHold, number);
        db.Run(IntakeSql.EndHeldRecipients, number);
    }

    private static CallException Ended() => FindMessage.Rejected("lease ended: the message was given to somebody else, or is no longer held.");
}
