namespace Sekisho.Store.Mailboxes;

/// <summary>Statements about mailboxes.</summary>
internal static class MailboxSql
{
    /// <summary>Two recipients that are one mailbox (user and user+tag) get one copy.</summary>
    public const string Add = """
        INSERT INTO mailbox (account, number, message, delivered_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (message, account) DO NOTHING
        """;

    public const string Account = "SELECT number FROM account WHERE address = ?1";

    public const string EntryOf = "SELECT mailbox.number FROM mailbox JOIN message ON message.number = mailbox.message WHERE mailbox.account = ?1 AND message.id = ?2";

    public const string List = """
        SELECT message.id, message.reverse_path, message.subject, message.content_bytes, mailbox.delivered_at
        FROM mailbox JOIN message ON message.number = mailbox.message
        WHERE mailbox.account = ?1 AND mailbox.number > ?2
        ORDER BY mailbox.number LIMIT ?3
        """;

    public const string IsInAny = "SELECT EXISTS (SELECT 1 FROM mailbox WHERE message = ?1)";

    public const string Count = "SELECT count(*) FROM mailbox";
}
