namespace Sekisho.Store.Senders;

/// <summary>Statements about lists of senders.</summary>
internal static class SenderSql
{
    public const string Find = "SELECT kind FROM listed_sender WHERE tenant = ?1 AND scope = ?2 AND sender = ?3 AND (until IS NULL OR until > ?4)";

    public const string HasAny = "SELECT EXISTS (SELECT 1 FROM listed_sender WHERE tenant = ?1)";

    public const string IsIn = "SELECT EXISTS (SELECT 1 FROM listed_sender WHERE tenant = ?1 AND scope = ?2 AND sender = ?3)";

    public const string CountOfTenant = "SELECT count(*) FROM listed_sender WHERE tenant = ?1";

    public const string Set = """
        INSERT INTO listed_sender (tenant, scope, sender, id, domain, account, kind, added_at, until, box) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (tenant, scope, sender) DO UPDATE SET id = ?4, account = ?6, kind = ?7, added_at = ?8, until = ?9, box = ?10
        """;

    public const string Remove = "DELETE FROM listed_sender WHERE tenant = ?1 AND scope = ?2 AND sender = ?3";

    public const string ListOfDomain = """
        SELECT id, kind, added_at, until, box FROM listed_sender
        WHERE domain = ?1 AND id > ?2 AND tenant = ?3 AND (until IS NULL OR until > ?4) ORDER BY id LIMIT ?5
        """;

    public const string ListOfScope = """
        SELECT id, kind, added_at, until, box FROM listed_sender
        WHERE scope = ?1 AND id > ?2 AND tenant = ?3 AND (until IS NULL OR until > ?4) ORDER BY id LIMIT ?5
        """;

    public const string RemoveExpired = "DELETE FROM listed_sender WHERE until <= ?1";

    public const string RemoveOfTenant = "DELETE FROM listed_sender WHERE tenant = ?1";

    public const string RemoveOfDomain = "DELETE FROM listed_sender WHERE domain = ?1";

    public const string RemoveOfScope = "DELETE FROM listed_sender WHERE scope = ?1";

    /// <summary>After a domain went to another tenant: what the old one wrote is not the new one's.</summary>
    public const string RemoveOfOthers = "DELETE FROM listed_sender WHERE domain = ?1 AND tenant <> ?2";

    /// <summary>After a whole publication: of what is not in the directory any more. Reads the whole table, once in a blue moon.</summary>
    public const string RemoveUnpublished = """
        DELETE FROM listed_sender
        WHERE domain NOT IN (SELECT tag FROM domain) OR (account > 0 AND scope NOT IN (SELECT tag FROM address))
        """;

    /// <summary>After the lookup key has changed: what stands for nothing any more.</summary>
    public const string RemoveAll = "DELETE FROM listed_sender";
}
