namespace Sekisho.Store.Mailboxes;

/// <summary>Statements about mailboxes.</summary>
internal static class MailboxSql
{
    /// <summary>Two recipients that are one mailbox (user and user+tag) get one copy.</summary>
    public const string Add = """
        INSERT INTO mailbox (account, number, message, delivered_at, summary, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (message, account) DO NOTHING
        """;

    public const string EntryOf = "SELECT mailbox.number FROM mailbox JOIN message ON message.number = mailbox.message WHERE mailbox.account = ?1 AND message.id = ?2";

    public const string List = """
        SELECT message.id, message.content_bytes, mailbox.delivered_at, mailbox.summary
        FROM mailbox JOIN message ON message.number = mailbox.message
        WHERE mailbox.account = ?1 AND mailbox.number > ?2
        ORDER BY mailbox.number LIMIT ?3
        """;

    public const string BoxOf = "SELECT content FROM mailbox WHERE message = ?1 LIMIT 1";

    public const string Count = "SELECT count(*) FROM mailbox";
}
