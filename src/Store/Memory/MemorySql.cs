namespace Sekisho.Store.Memory;

/// <summary>Statements about the memory of tenants.</summary>
internal static class MemorySql
{
    public const string Begin = "INSERT INTO tenant_memory (tenant, since_day, salt, halved_day) VALUES (?1, ?2, ?3, ?2) ON CONFLICT DO NOTHING";

    public const string Memory = "SELECT since_day, salt, good, bad FROM tenant_memory WHERE tenant = ?1";

    public const string Counts = "SELECT good, bad, counts FROM tenant_memory WHERE tenant = ?1 AND counts IS NOT NULL";

    public const string SetCounts = "UPDATE tenant_memory SET good = ?2, bad = ?3, counts = ?4 WHERE tenant = ?1";

    public const string SetHalved = "UPDATE tenant_memory SET halved_day = ?2 WHERE tenant = ?1";

    public const string ToHalve = "SELECT tenant FROM tenant_memory WHERE halved_day < ?1 AND counts IS NOT NULL";

    public const string Tenants = "SELECT tenant FROM tenant_memory";

    public const string Forget = "UPDATE tenant_memory SET good = 0, bad = 0, counts = NULL, halved_day = ?2, salt = ?3 WHERE tenant = ?1";

    public const string AddSite = "INSERT INTO known_site (tenant, tag, last_day) VALUES (?1, ?2, ?3) ON CONFLICT (tenant, tag) DO UPDATE SET last_day = ?3";

    public const string HasSite = "SELECT 1 FROM known_site WHERE tenant = ?1 AND tag = ?2";

    /// <summary>Counts no further than it has to.</summary>
    public const string CountSites = "SELECT count(*) FROM (SELECT 1 FROM known_site WHERE tenant = ?1 LIMIT ?2)";

    public const string RemoveOldSites = "DELETE FROM known_site WHERE last_day < ?1";

    public const string RemoveMostSites = """
        DELETE FROM known_site WHERE tenant = ?1 AND tag IN (SELECT tag FROM known_site WHERE tenant = ?1 ORDER BY last_day DESC, tag LIMIT -1 OFFSET ?2)
        """;

    public const string AddLearnable = "INSERT INTO learnable (message, tenant, sender, places) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

    public const string Learnable = "SELECT tenant, sender, places, taught FROM learnable WHERE message = ?1";

    public const string HasLearnable = "SELECT 1 FROM learnable WHERE message = ?1 LIMIT 1";

    public const string SetTaught = "UPDATE learnable SET taught = ?3, until_day = ?4, digest = ?5 WHERE message = ?1 AND tenant = ?2";

    /// <summary>It goes with the quarantine again.</summary>
    public const string SetUntaught = "UPDATE learnable SET taught = NULL, until_day = NULL, digest = NULL WHERE message = ?1 AND tenant = ?2";

    /// <summary>A message of the same words and sender from which something was learned.</summary>
    public const string FindTaught = "SELECT message FROM learnable WHERE tenant = ?1 AND digest = ?2 AND taught IS NOT NULL ORDER BY message DESC LIMIT 1";

    public const string RemoveOldLearnable = "DELETE FROM learnable WHERE until_day < ?1";

    public const string RemoveMostLearnable = """
        DELETE FROM learnable WHERE tenant = ?1 AND until_day IS NOT NULL AND message IN (SELECT message FROM learnable WHERE tenant = ?1 AND until_day IS NOT NULL ORDER BY message DESC LIMIT -1 OFFSET ?2)
        """;

    public const string RemoveLearnable = "DELETE FROM learnable WHERE message = ?1";

    public const string RemoveLearnableOf = "DELETE FROM learnable WHERE message = ?1 AND tenant = ?2";

    public const string RemoveLearnableOfTenant = "DELETE FROM learnable WHERE tenant = ?1";

    public const string DecisionsOf = "SELECT decisions FROM learned_sender WHERE tenant = ?1 AND sender = ?2 AND bad = ?3";

    public const string AddDecision = """
        INSERT INTO learned_sender (tenant, sender, bad, last_day, decisions) VALUES (?1, ?2, ?3, ?4, 1)
        ON CONFLICT (tenant, sender, bad) DO UPDATE SET last_day = ?4, decisions = decisions + 1
        """;

    public const string TakeDecision = "UPDATE learned_sender SET decisions = max(0, decisions - 1) WHERE tenant = ?1 AND sender = ?2 AND bad = ?3";

    public const string CountSenders = "SELECT count(DISTINCT sender) FROM learned_sender WHERE tenant = ?1";

    public const string RemoveOldSenders = "DELETE FROM learned_sender WHERE last_day < ?1";

    public const string RemoveSendersOfTenant = "DELETE FROM learned_sender WHERE tenant = ?1";

    public const string RemoveSitesOfTenant = "DELETE FROM known_site WHERE tenant = ?1";

    public const string RemoveTenant = "DELETE FROM tenant_memory WHERE tenant = ?1";

    /// <summary>After the lookup key has changed: that is another vault, with other keys of tenants.</summary>
    public const string RemoveAll = "DELETE FROM tenant_memory; DELETE FROM known_site; DELETE FROM learnable; DELETE FROM learned_sender;";

    /// <summary>After a whole directory: those of tenants that are not in it.</summary>
    public const string RemoveUnpublished = """
        DELETE FROM tenant_memory WHERE tenant NOT IN (SELECT number FROM tenant);
        DELETE FROM known_site WHERE tenant NOT IN (SELECT number FROM tenant);
        DELETE FROM learnable WHERE tenant NOT IN (SELECT number FROM tenant);
        DELETE FROM learned_sender WHERE tenant NOT IN (SELECT number FROM tenant);
        """;
}
