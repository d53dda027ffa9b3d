namespace Sekisho.Store.Queue;

/// <summary>Statements about destinations and deliveries.</summary>
internal static class QueueSql
{
    public const string FindDestination = "SELECT number FROM destination WHERE name = ?1 AND kind = ?2 AND tls = ?3 AND lmtp = ?4";

    public const string AddDestination = "INSERT INTO destination (name, kind, tls, lmtp) VALUES (?1, ?2, ?3, ?4)";

    public const string Destination = "SELECT kind, name, tls, lmtp, failures, down_until FROM destination WHERE number = ?1";

    public const string SetDestinationDown = "UPDATE destination SET failures = ?2, down_until = ?3 WHERE number = ?1";

    public const string UnusedDestinations = """
        SELECT number FROM destination
        WHERE down_until < ?1 AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.destination = destination.number)
        LIMIT 500
        """;

    public const string RemoveDestination = "DELETE FROM destination WHERE number = ?1";

    public const string WaitingDestinations = """
        SELECT destination.number, kind, name, tls, lmtp, down_until, min(delivery.due_at)
        FROM delivery JOIN destination ON destination.number = delivery.destination
        WHERE delivery.held = 0
        GROUP BY destination.number
        """;

    public const string LeasedBefore = """
        SELECT delivery.number, destination.number, leased_by, kind, name, tls, lmtp
        FROM delivery JOIN destination ON destination.number = delivery.destination
        WHERE lease IS NOT NULL
        """;

    public const string Due = """
        SELECT number, due_at FROM delivery
        WHERE destination = ?1 AND held = 0 AND (due_at, number) > (?2, ?3) AND due_at <= ?4
        ORDER BY due_at, number LIMIT 64
        """;

    public const string NextDue = "SELECT min(due_at) FROM delivery WHERE destination = ?1 AND held = 0 AND due_at > ?2";

    public const string Add = """
        INSERT INTO delivery (message, destination, tenant, due_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
        """;

    public const string Lease = "UPDATE delivery SET lease = ?2, leased_by = ?3 WHERE number = ?1 AND held = 0 AND due_at <= ?4";

    public const string Job = """
        SELECT d.message, d.expires_at, d.attempts, d.last_reply, d.delay_notice_sent,
               t.kind, t.name, t.tls, t.lmtp,
               m.id, m.accepted_at, m.null_sender, m.content_bytes, d.tenant, p.envelope, p.queue
        FROM delivery d JOIN message m ON m.number = d.message JOIN destination t ON t.number = d.destination
        JOIN party p ON p.message = d.message AND p.tenant = d.tenant
        WHERE d.number = ?1 AND d.lease = ?2
        """;

    /// <summary>By the index: a message may have 10,000 recipients, each in a job of its own.</summary>
    public const string JobRecipients = """
        SELECT ordinal FROM recipient INDEXED BY recipient_waiting
        WHERE message = ?1 AND delivery = ?2 ORDER BY ordinal
        """;

    public const string Leased = """
        SELECT d.message, m.id, m.null_sender, d.destination, t.kind, t.name, t.tls, t.lmtp, d.attempts, d.expires_at, t.failures, t.down_until, d.tenant
        FROM delivery d JOIN message m ON m.number = d.message JOIN destination t ON t.number = d.destination
        WHERE d.number = ?1 AND d.lease = ?2
        """;

    public const string MessageOfLease = "SELECT message FROM delivery WHERE number = ?1 AND lease = ?2";

    public const string EndRecipient = "UPDATE recipient SET delivery = NULL, last_reply = ?3 WHERE message = ?1 AND ordinal = ?2";

    public const string DeferRecipient = "UPDATE recipient SET last_reply = ?3 WHERE message = ?1 AND ordinal = ?2";

    public const string Remove = "DELETE FROM delivery WHERE number = ?1";

    public const string Defer = """
        UPDATE delivery SET attempts = attempts + 1, due_at = ?2, last_reply = ?3, lease = NULL, leased_by = NULL,
               delay_notice_sent = delay_notice_sent OR ?4
        WHERE number = ?1
        """;

    public const string OfMessage = "SELECT number, destination, held FROM delivery WHERE message = ?1 ORDER BY number";

    public const string CountRecipients = "SELECT count(*) FROM recipient INDEXED BY recipient_waiting WHERE message = ?1 AND delivery = ?2";

    public const string EndRecipients = "UPDATE recipient SET delivery = NULL WHERE message = ?1 AND delivery = ?2";

    public const string Hold = "UPDATE delivery SET held = 1 WHERE number = ?1";

    /// <summary>Due now, and with time left for tries; but 0 marks what has no mailbox any more, and stays.</summary>
    public const string Release = """
        UPDATE delivery SET held = 0, due_at = min(due_at, ?2), expires_at = CASE expires_at WHEN 0 THEN 0 ELSE max(expires_at, ?3) END
        WHERE number = ?1
        """;

    public const string SetDue = "UPDATE delivery SET due_at = ?2 WHERE number = ?1 AND due_at > ?2";

    public const string LaterThan = """
        SELECT number, message, destination FROM delivery WHERE number > ?1 AND held = 0 ORDER BY number LIMIT 500
        """;

    public const string Reroute = "UPDATE delivery SET destination = ?2 WHERE destination = ?1 AND tenant = ?3";

    public const string List = """
        SELECT m.id, r.tenant, m.content_bytes, m.accepted_at, r.message, r.ordinal, r.delivery, r.last_reply,
               d.due_at, d.attempts, d.held, t.kind, t.name, t.down_until, h.due_at, h.attempts, d.last_reply
        FROM recipient r
        JOIN message m ON m.number = r.message
        LEFT JOIN delivery d ON d.number = r.delivery
        LEFT JOIN destination t ON t.number = d.destination
        LEFT JOIN held h ON r.delivery = 0 AND h.message = r.message
        WHERE r.delivery IS NOT NULL AND (r.message, r.delivery, r.ordinal) > (?1, ?2, ?3)
        ORDER BY r.message, r.delivery, r.ordinal LIMIT ?4
        """;

    public const string Count = "SELECT count(*) FROM recipient WHERE delivery > 0";

    public const string Oldest = """
        SELECT accepted_at FROM message WHERE number = (SELECT min(message) FROM delivery)
        """;
}
