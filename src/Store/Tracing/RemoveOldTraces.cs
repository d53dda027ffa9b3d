using Sekisho.Store.Database;

namespace Sekisho.Store.Tracing;

/// <summary>Forgets messages whose content has been gone for longer than traces are kept.</summary>
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
            db.Run(TracingSql.RemoveEvents, message);
            db.Run(TracingSql.RemoveRecipients, message);
            db.Run(TracingSql.RemoveParties, message);
            db.Run(TracingSql.RemoveMessage, message);
        }

        return old.Count;
    }
}
