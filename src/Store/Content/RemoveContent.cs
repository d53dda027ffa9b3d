using Sekisho.Store.Archive;
using Sekisho.Store.Database;

namespace Sekisho.Store.Content;

/// <summary>Removes a message's content once no mailbox, queue, quarantine, inspection or archive refers to it any more.</summary>
internal sealed class RemoveContent(ContentFiles files)
{
    /// <summary>
    /// Called in the transaction that took a reference away. The row goes with the transaction (overwritten: secure_delete),
    /// the file after it: a crash between the two leaves a file that no row names, which the start removes.
    /// </summary>
    public void WhenUnreferenced(WriteTransaction transaction, long message)
    {
        var db = transaction.Db;
        ForgetBoxes(transaction, message);
        if (db.Number(ContentSql.HasReference, message) == 1) return;
        db.Run(ContentSql.ForgetRecipients, message);
        db.Run(ArchiveSql.ForgetWaiting, message);
        if (db.Number(ArchiveSql.Has, message) == 1)
        {
            db.Run(ArchiveSql.SetLeft, message, SqlValue.Moment(transaction.Now));
            return;
        }

        string? file;
        using (var rows = db.Query(ContentSql.FileOf, message))
            file = rows.Next() ? rows.TextOrNull(0) : null;

        if (file is null) db.Run(ContentSql.Remove, message);
        else transaction.AfterCommit(() => files.Remove(file));
        db.Run(ContentSql.MarkGone, message, SqlValue.Moment(transaction.Now));
    }

    /// <summary>
    /// Removes the boxes of the queue once nobody of the tenant waits, and those of the quarantine once the message is neither
    /// there nor on its way there: so that a queue key can be destroyed, and nobody can open what has left.
    /// </summary>
    public static void ForgetBoxes(WriteTransaction transaction, long message)
    {
        transaction.Db.Run(ContentSql.ForgetQueueBoxes, message);
        transaction.Db.Run(ContentSql.ForgetQuarantineBoxes, message);
    }
}
