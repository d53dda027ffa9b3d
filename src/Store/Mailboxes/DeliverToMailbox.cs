using Sekisho.Store.Database;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Mailboxes;

/// <summary>Puts a message into a mailbox here, in the transaction that accepts or releases it.</summary>
internal static class DeliverToMailbox
{
    public static void Run(WriteTransaction transaction, long message, long account, string mailbox, string recipient)
    {
        transaction.Db.Run(MailboxSql.Add, account, transaction.NextNumber(), message, SqlValue.Moment(transaction.Now));
        RecordEvent.Run(transaction, message, "delivered", recipient, "mailbox " + mailbox);
    }
}
