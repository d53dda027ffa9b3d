namespace Sekisho.Store.Searching;

/// <summary>Statements about search tokens.</summary>
internal static class SearchSql
{
    public const string Add = "INSERT INTO search_token (account, token, number) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

    public const string SetIndexed = "UPDATE mailbox SET indexed = 1 WHERE account = ?1 AND number = ?2 AND indexed = 0";

    public const string CountUpTo = "SELECT count(*) FROM (SELECT 1 FROM search_token WHERE account = ?1 AND token = ?2 LIMIT ?3)";

    public const string Candidates = "SELECT number FROM search_token WHERE account = ?1 AND token = ?2 AND number < ?3 ORDER BY number DESC";

    public const string Has = "SELECT 1 FROM search_token WHERE account = ?1 AND token = ?2 AND number = ?3";

    public const string Item = """
        SELECT message.id, message.content_bytes, mailbox.delivered_at, mailbox.summary
        FROM mailbox JOIN message ON message.number = mailbox.message
        WHERE mailbox.account = ?1 AND mailbox.number = ?2
        """;

    public const string NotIndexed = """
        SELECT message.id, message.content_bytes, mailbox.delivered_at, mailbox.summary
        FROM mailbox JOIN message ON message.number = mailbox.message
        WHERE mailbox.account = ?1 AND mailbox.indexed = 0 AND mailbox.number > ?2
        ORDER BY mailbox.number LIMIT ?3
        """;
}
