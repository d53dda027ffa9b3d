namespace Sekisho.Store.Intake;

/// <summary>Statements about messages as they come in and wait for inspection.</summary>
internal static class IntakeSql
{
    public const string Find = "SELECT number FROM message WHERE id = ?1";

    /// <summary>The last message not after an identifier: where a page of a list begins, although that message may be gone.</summary>
    public const string FindLastUpTo = "SELECT number FROM message WHERE id <= ?1 ORDER BY id DESC LIMIT 1";

    public const string Add = """
        INSERT INTO message (id, accepted_at, reverse_path, body, smtp_utf8, require_tls, dsn_return, envelope_id, origin, verdict,
                             subject, content_bytes, content_file)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """;

    public const string AddRecipient = """
        INSERT INTO recipient (message, ordinal, address, notify, original, delivery) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """;

    public const string SetRecipientDelivery = "UPDATE recipient SET delivery = ?3 WHERE message = ?1 AND ordinal = ?2";

    public const string Message = """
        SELECT id, accepted_at, reverse_path, body, smtp_utf8, require_tls, dsn_return, envelope_id, origin, verdict, subject, content_bytes
        FROM message WHERE number = ?1
        """;

    public const string Recipients = "SELECT address, notify, original, ordinal FROM recipient WHERE message = ?1 ORDER BY ordinal";

    public const string SetVerdict = """
        UPDATE message SET verdict = ?2, subject = coalesce(?3, subject), prefix = ?4, content_bytes = content_bytes + ?5 WHERE number = ?1
        """;

    public const string Hold = "INSERT INTO held (message, attempts, failures, due_at) VALUES (?1, 1, ?2, ?3)";

    public const string DueHeld = """
        SELECT message, attempts FROM held
        WHERE due_at <= ?1 AND (lease IS NULL OR leased_by <> ?2 OR leased_until <= ?1)
        ORDER BY due_at LIMIT ?3
        """;

    public const string NextHeld = "SELECT min(due_at) FROM held WHERE due_at > ?1";

    public const string LeaseHeld = "UPDATE held SET lease = ?2, leased_by = ?3, leased_until = ?4 WHERE message = ?1";

    public const string HeldLease = "SELECT attempts, lease, failures FROM held WHERE message = ?1";

    public const string MessageOfLease = "SELECT message FROM held WHERE message = ?1 AND lease = ?2";

    public const string HoldAgain = """
        UPDATE held SET attempts = ?2, failures = ?3, due_at = ?4, lease = NULL, leased_by = NULL, leased_until = NULL WHERE message = ?1
        """;

    public const string EndHold = "DELETE FROM held WHERE message = ?1";

    public const string SetHeldDue = "UPDATE held SET due_at = ?2 WHERE message = ?1 AND due_at > ?2";

    public const string SetAllHeldDue = "UPDATE held SET due_at = ?1 WHERE due_at > ?1";

    public const string EndHeldRecipients = "UPDATE recipient SET delivery = NULL WHERE message = ?1 AND delivery = 0";

    public const string IsHeld = "SELECT EXISTS (SELECT 1 FROM held WHERE message = ?1)";

    public const string CountHeld = "SELECT count(*) FROM held";
}
