namespace Sekisho.Store.Archive;

/// <summary>Statements about the archive.</summary>
internal static class ArchiveSql
{
    public const string Add = "INSERT INTO archived (tenant, month, message, placed, summary, envelope, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    /// <summary>The message is let through: it is in the archive from now on.</summary>
    public const string Place = "UPDATE archived SET placed = 1 WHERE message = ?1";

    public const string MonthsOfMessage = "SELECT tenant, month FROM archived WHERE message = ?1 ORDER BY tenant";

    public const string SetSummary = "UPDATE archived SET summary = ?3 WHERE message = ?1 AND tenant = ?2";

    /// <summary>It was never let through.</summary>
    public const string ForgetWaiting = "DELETE FROM archived WHERE message = ?1 AND placed = 0";

    public const string Has = "SELECT EXISTS (SELECT 1 FROM archived WHERE message = ?1)";

    public const string SetLeft = "UPDATE message SET left_at = ?2 WHERE number = ?1 AND left_at IS NULL";

    public const string Left = "SELECT number FROM message WHERE left_at > 0 AND left_at <= ?1 LIMIT 500";

    public const string SetTraceGone = "UPDATE message SET left_at = 0 WHERE number = ?1";

    public const string IsTraceGone = "SELECT left_at = 0 FROM message WHERE number = ?1";

    /// <summary>The envelope outlives the trace that had it.</summary>
    public const string TakeEnvelope = """
        UPDATE archived SET envelope = (SELECT party.envelope FROM party WHERE party.message = archived.message AND party.tenant = archived.tenant)
        WHERE message = ?1 AND envelope IS NULL
        """;

    public const string Months = """
        SELECT month, count(*) FROM archived
        WHERE tenant = ?1 AND placed = 1 AND NOT EXISTS (SELECT 1 FROM destroyed_month WHERE destroyed_month.tenant = ?1 AND destroyed_month.month = archived.month)
        GROUP BY month
        """;

    public const string List = """
        SELECT message.id, message.content_bytes, message.accepted_at, archived.summary
        FROM archived JOIN message ON message.number = archived.message
        WHERE archived.tenant = ?1 AND archived.month = ?2 AND archived.message > ?3 AND archived.placed = 1
        ORDER BY archived.message LIMIT ?4
        """;

    public const string NotIndexed = """
        SELECT message.id, message.content_bytes, message.accepted_at, archived.summary
        FROM archived JOIN message ON message.number = archived.message
        WHERE archived.tenant = ?1 AND archived.placed = 1 AND archived.month = ?2 AND archived.indexed = 0 AND archived.message > ?3
        ORDER BY archived.message LIMIT ?4
        """;

    public const string Item = """
        SELECT message.id, message.content_bytes, message.accepted_at, archived.summary
        FROM archived JOIN message ON message.number = archived.message
        WHERE archived.tenant = ?1 AND archived.month = ?2 AND archived.message = ?3
        """;

    public const string EntryOf = """
        SELECT message.number FROM message JOIN archived ON archived.message = message.number AND archived.tenant = ?1
        WHERE message.id = ?3 AND archived.month = ?2 AND archived.placed = 1
        """;

    public const string SetIndexed = "UPDATE archived SET indexed = 1 WHERE tenant = ?1 AND month = ?2 AND message = ?3 AND indexed = 0";

    /// <summary>The message in the archives that have it.</summary>
    public const string Find = """
        SELECT archived.tenant, archived.month, coalesce(archived.envelope, party.envelope), archived.keys
        FROM archived LEFT JOIN party ON party.message = archived.message AND party.tenant = archived.tenant
        WHERE archived.message = ?1 AND archived.placed = 1
        ORDER BY archived.tenant
        """;

    public const string AddDestroyed = "INSERT INTO destroyed_month (tenant, month) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

    public const string AddDestroyedOfTenant = """
        INSERT INTO destroyed_month (tenant, month) SELECT tenant, month FROM archived WHERE tenant = ?1 GROUP BY tenant, month ON CONFLICT DO NOTHING
        """;

    public const string Destroyed = "SELECT tenant, month FROM destroyed_month LIMIT 1";

    public const string OfMonth = "SELECT message FROM archived WHERE tenant = ?1 AND month = ?2 LIMIT 500";

    public const string Remove = "DELETE FROM archived WHERE tenant = ?1 AND month = ?2 AND message = ?3";

    /// <summary>Some five thousand tokens at once; all of one token together.</summary>
    public const string RemoveTokens = """
        DELETE FROM search_token
        WHERE account = ?1 AND token <= coalesce((SELECT token FROM search_token WHERE account = ?1 ORDER BY token LIMIT 1 OFFSET 5000), x'FFFFFFFFFFFFFFFFFF')
        """;

    public const string EndDestroyed = "DELETE FROM destroyed_month WHERE tenant = ?1 AND month = ?2";
}
