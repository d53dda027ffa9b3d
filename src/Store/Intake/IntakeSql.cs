namespace Sekisho.Store.Intake;

/// <summary>Statements about messages as they come in and wait for inspection.</summary>
internal static class IntakeSql
{
    public const string Find = "SELECT number FROM message WHERE id = ?1";

    /// <summary>The last message not after an identifier: where a page of a list begins, although that message may be gone.</summary>
    public const string FindLastUpTo = "SELECT number FROM message WHERE id <= ?1 ORDER BY id DESC LIMIT 1";

    public const string Add = "INSERT INTO message (id, accepted_at, null_sender, content_bytes, content_file) VALUES (?1, ?2, ?3, ?4, ?5)";

    public const string AddParty = "INSERT INTO party (message, tenant, envelope, trace, queue, queue_key, quarantine) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    public const string AddRecipient = """
        INSERT INTO recipient (message, ordinal, tenant, account, domain, summary, content, delivery) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """;

    /// <summary>The recipient is on its way: what belongs to the mailbox is there now.</summary>
    public const string SetPlaced = "UPDATE recipient SET delivery = ?3, summary = NULL, content = NULL WHERE message = ?1 AND ordinal = ?2";

    public const string SetSummary = "UPDATE recipient SET summary = ?3 WHERE message = ?1 AND ordinal = ?2";

    public const string Message = "SELECT id, accepted_at, null_sender, content_bytes FROM message WHERE number = ?1";

    public const string Parties = "SELECT tenant, envelope, trace, queue, quarantine FROM party WHERE message = ?1 ORDER BY tenant";

    public const string SetEnvelope = "UPDATE party SET envelope = ?3 WHERE message = ?1 AND tenant = ?2";

    public const string Recipients = "SELECT ordinal, tenant, account, domain, summary, content FROM recipient WHERE message = ?1 ORDER BY ordinal";

    public const string SetPrefix = "UPDATE message SET prefix = ?2, prefix_added = ?3, content_bytes = content_bytes + ?3 WHERE number = ?1 AND content_bytes + ?3 >= 0";

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
