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
/// and after the configured number of inspections that died or hung over it quarantine, so that a person looks at it.
/// </summary>
internal sealed class RecordReinspection(
    int mostFailures, Writer writer, ReaderPool readers, PlaceMessage place, HoldMessage hold, QuarantineMessage quarantine, Content.RemoveContent remove)
{
    public async ValueTask<Nothing> HandleAsync(ReinspectedRequest request)
    {
        FindMessage.CheckId(request.Id);
        var header = CheckedHeader(request);
        if (!LeaseToken.TryParse(request.Lease, out var lease) || lease.Kind != LeaseToken.Held) throw Ended();
        var message = await readers.ReadAsync(connection => StoredMessage.Read(connection, lease.Number)).ConfigureAwait(false);
        if (message?.Id != request.Id) throw Ended();
        var ways = request.Verdict.Disposition is Disposition.Accept or Disposition.Tag
            ? await place.ResolveAsync(message.Envelope, message.Origin).ConfigureAwait(false)
            : [];
        var verdict = JsonSerializer.SerializeToUtf8Bytes(request.Verdict, StoreJson.Default.Verdict);
        await writer.CommitAsync(transaction => Apply(transaction, lease.Number, message, request, verdict, header, ways)).ConfigureAwait(false);
        return Nothing.Value;
    }

    private bool Apply(
        WriteTransaction transaction, long number, StoredMessage message, ReinspectedRequest request, byte[] verdict, byte[]? header, IReadOnlyList<Resolved> ways)
    {
        var db = transaction.Db;
        int attempts;
        int failures;
        using (var rows = db.Query(IntakeSql.HeldLease, number))
        {
            if (!rows.Next() || rows.TextOrNull(1) != request.Lease) throw Ended();
            attempts = (int)rows.Number(0) + 1;
            failures = (int)rows.Number(2) + (HoldMessage.MayBeItsFault(request.Verdict) ? 1 : 0);
        }

        db.Run(IntakeSql.SetVerdict, number, SqlValue.Json(verdict), NewMessage.CutSubject(request.Subject), header, header?.Length ?? 0);
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
            case Disposition.Defer when failures < mostFailures:
                hold.Again(transaction, number, attempts, failures, why);
                break;
            case Disposition.Defer:
                EndHold(db, number);
                QuarantineMessage.UntilDecided(transaction, number, FormattableString.Invariant($"{attempts} inspections failed; {why}"));
                break;
            default:
                EndHold(db, number);
                quarantine.Run(transaction, number, why);
                break;
        }

        return true;
    }

    /// <summary>Lines that end before the message's own header begins, so that nothing of it becomes body.</summary>
    private static byte[]? CheckedHeader(ReinspectedRequest request)
    {
        if (string.IsNullOrEmpty(request.Header)) return null;
        var header = System.Text.Encoding.UTF8.GetBytes(request.Header);
        if (request.Verdict.Disposition != Disposition.Tag || header.Length > ReinspectedRequest.LongestHeader
            || !request.Header.EndsWith("\r\n", StringComparison.Ordinal) || request.Header.StartsWith('\r')
            || request.Header.Contains("\r\n\r\n", StringComparison.Ordinal))
            throw FindMessage.Rejected("A header comes with the verdict tag, in whole lines, without an empty one, and is not longer than the limit.");
        return header;
    }

    private static void EndHold(Connection db, long number)
    {
        db.Run(IntakeSql.EndHold, number);
        db.Run(IntakeSql.EndHeldRecipients, number);
    }

    private static CallException Ended() => FindMessage.Rejected("lease ended: the message was given to somebody else, or is no longer held.");
}
