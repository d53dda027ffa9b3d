using Sekisho.Store.Archive;
using Sekisho.Store.Database;

namespace Sekisho.Store.Tracing;

/// <summary>Forgets messages whose content has been gone for longer than traces are kept; of those that only an archive still has, the trace.</summary>
internal sealed class RemoveOldTraces(Writer writer, TimeSpan kept)
{
    /// <summary>In steps of 500 messages, so that mail does not wait behind it.</summary>
    /// <returns>How many were forgotten.</returns>
    public Task<int> RunAsync() => writer.CommitInStepsAsync(Apply);

    private int Apply(WriteTransaction transaction)
    {
        var db = transaction.Db;
        var old = new List<long>();
        using (var rows = db.Query(TracingSql.OldMessages, SqlValue.Moment(transaction.Now - kept)))
            while (rows.Next()) old.Add(rows.Number(0));
        foreach (var message in old)
        {
            RemoveTrace(db, message);
            db.Run(TracingSql.RemoveMessage, message);
        }

        return old.Count + ForgetLeft(transaction);
    }

    /// <summary>The traces of what is in an archive are kept no longer than those of other mail: their keys are not the archive's.</summary>
    private int ForgetLeft(WriteTransaction transaction)
    {
        var db = transaction.Db;
        var left = new List<long>();
        using (var rows = db.Query(ArchiveSql.Left, SqlValue.Moment(transaction.Now - kept)))
            while (rows.Next()) left.Add(rows.Number(0));
        foreach (var message in left)
        {
            db.Run(ArchiveSql.TakeEnvelope, message);
            RemoveTrace(db, message);
            db.Run(ArchiveSql.SetTraceGone, message);
        }

        return left.Count;
    }

    private static void RemoveTrace(Connection db, long message)
    {
        db.Run(TracingSql.RemoveEvents, message);
        db.Run(TracingSql.RemoveRecipients, message);
        db.Run(TracingSql.RemoveParties, message);
    }
}
