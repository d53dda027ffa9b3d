namespace Sekisho.Store.Published;

/// <summary>Statements about the published directory.</summary>
internal static class PublishedSql
{
    public const string Directory = "SELECT version, lookup_key, queue_key, order_keys FROM directory";

    public const string SetVersion = "UPDATE directory SET version = ?1";

    public const string SetLookupKey = "UPDATE directory SET lookup_key = ?1";

    public const string SetQueueKey = "UPDATE directory SET queue_key = ?1";

    public const string SetOrderKeys = "UPDATE directory SET order_keys = ?1";

    public const string QueueKeysInUse = "SELECT DISTINCT queue_key FROM party WHERE queue_key IS NOT NULL";

    public const string Tenant = "SELECT quarantine, trace, archive FROM tenant WHERE number = ?1";

    /// <summary>Every thirty seconds, for the vault: tenants are few.</summary>
    public const string Tenants = "SELECT number FROM tenant";

    public const string Domain = "SELECT tenant, relay FROM domain WHERE tag = ?1";

    public const string Address = "SELECT tenant, account, content, summary FROM address WHERE tag = ?1";

    public const string Account = "SELECT tenant, account, content, summary FROM address WHERE tenant = ?1 AND account = ?2 LIMIT 1";

    public const string FirstAccountOfTenant = "SELECT tenant, account, content, summary FROM address WHERE tenant = ?1 ORDER BY account LIMIT 1";

    public const string FirstAccount = "SELECT tenant, account, content, summary FROM address ORDER BY tenant, account LIMIT 1";

    public const string SetTenant = """
        INSERT INTO tenant (number, quarantine, trace, version, archive) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (number) DO UPDATE SET quarantine = ?2, trace = ?3, version = ?4, archive = ?5
        """;

    public const string SetDomain = """
        INSERT INTO domain (tag, tenant, relay, version) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (tag) DO UPDATE SET tenant = ?2, relay = ?3, version = ?4
        """;

    public const string SetAddress = """
        INSERT INTO address (tag, tenant, account, content, summary, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (tag) DO UPDATE SET tenant = ?2, account = ?3, content = ?4, summary = ?5, version = ?6
        """;

    public const string RemoveTenant = "DELETE FROM tenant WHERE number = ?1";

    public const string RemoveDomainsOfTenant = "DELETE FROM domain WHERE tenant = ?1";

    public const string RemoveAddressesOfTenant = "DELETE FROM address WHERE tenant = ?1";

    public const string RemoveDomain = "DELETE FROM domain WHERE tag = ?1";

    public const string RemoveAddress = "DELETE FROM address WHERE tag = ?1";

    /// <summary>After a whole publication: what no page of it had. Reads whole tables, once in a blue moon.</summary>
    public const string RemoveOldTenants = "DELETE FROM tenant WHERE version < ?1";

    public const string RemoveOldDomains = "DELETE FROM domain WHERE version < ?1";

    public const string RemoveOldAddresses = "DELETE FROM address WHERE version < ?1";
}
