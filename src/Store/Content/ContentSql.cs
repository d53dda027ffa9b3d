namespace Sekisho.Store.Content;

/// <summary>Statements about contents.</summary>
internal static class ContentSql
{
    public const string Add = "INSERT INTO content (message, bytes) VALUES (?1, ?2)";

    public const string Read = "SELECT bytes FROM content WHERE message = ?1";

    public const string Where = "SELECT content_bytes, content_file, gone_at, prefix, prefix_added FROM message WHERE number = ?1";

    /// <summary>References are counted by looking: a counter could drift, and then a content would be lost or kept for ever.</summary>
    public const string HasReference = """
        SELECT EXISTS (SELECT 1 FROM recipient WHERE message = ?1 AND delivery IS NOT NULL)
            OR EXISTS (SELECT 1 FROM mailbox WHERE message = ?1)
            OR EXISTS (SELECT 1 FROM quarantine WHERE message = ?1)
            OR EXISTS (SELECT 1 FROM held WHERE message = ?1)
        """;

    public const string Remove = "DELETE FROM content WHERE message = ?1";

    public const string ForgetQueueBoxes = """
        UPDATE party SET queue = NULL, queue_key = NULL
        WHERE message = ?1 AND queue IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM recipient WHERE recipient.message = ?1 AND recipient.tenant = party.tenant AND delivery IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM quarantine WHERE quarantine.message = ?1)
        """;

    public const string ForgetQuarantineBoxes = """
        UPDATE party SET quarantine = NULL
        WHERE message = ?1 AND party.quarantine IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM quarantine WHERE quarantine.message = ?1)
          AND NOT EXISTS (SELECT 1 FROM held WHERE held.message = ?1)
        """;

    public const string ForgetRecipients = "UPDATE recipient SET summary = NULL, content = NULL WHERE message = ?1";

    public const string FileOf = "SELECT content_file FROM message WHERE number = ?1";

    /// <summary>What only archives needed is gone since it left the rest: its trace is kept no longer for it.</summary>
    public const string MarkGone = "UPDATE message SET gone_at = min(coalesce(left_at, ?2), ?2), content_file = NULL, prefix = NULL, prefix_added = NULL WHERE number = ?1 AND gone_at IS NULL";

    public const string NamedFile = "SELECT EXISTS (SELECT 1 FROM message WHERE id = ?1 AND content_file = ?2)";
}
