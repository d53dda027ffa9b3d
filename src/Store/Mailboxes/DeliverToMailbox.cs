using Sekisho.Store.Database;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Mailboxes;

/// <summary>Puts a message into a mailbox here, in the transaction that accepts or releases it.</summary>
internal static class DeliverToMailbox
{
    public static void Run(WriteTransaction transaction, long message, SealedRecipient recipient)
    {
        transaction.Db.Run(
            MailboxSql.Add, recipient.Account, transaction.NextNumber(), message, SqlValue.Moment(transaction.Now), recipient.Summary, recipient.Content);
        RecordEvent.Run(transaction, message, "delivered", recipient.Ordinal, "mailbox");
    }
}
