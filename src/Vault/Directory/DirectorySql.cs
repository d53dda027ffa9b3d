namespace Sekisho.Vault.Directory;

/// <summary>Statements about tenants, domains and accounts.</summary>
internal static class DirectorySql
{
    public const string Version = "SELECT directory_version FROM state";

    public const string NextVersion = "UPDATE state SET directory_version = max(directory_version + 1, ?1) RETURNING directory_version";

    public const string TenantByTag = "SELECT number, sealed, erase_at FROM tenant WHERE tag = ?1";

    public const string TenantByNumber = "SELECT number, sealed, erase_at FROM tenant WHERE number = ?1";

    public const string Tenants = "SELECT number, sealed, erase_at FROM tenant WHERE number > ?1 ORDER BY number LIMIT ?2";

    public const string AddTenant = "INSERT INTO tenant (tag, wrapped, salt, sealed, changed) VALUES (?1, x'', x'', x'', ?2)";

    public const string SetTenant = "UPDATE tenant SET wrapped = ?2, salt = ?3, sealed = ?4, changed = ?5 WHERE number = ?1";

    public const string SetTenantRecord = "UPDATE tenant SET sealed = ?2, changed = ?3 WHERE number = ?1";

    public const string TouchTenant = "UPDATE tenant SET changed = ?2 WHERE number = ?1";

    public const string TenantOfDomain = "SELECT tenant FROM domain WHERE tag = ?1";

    public const string DomainsOfTenant = "SELECT tag FROM domain WHERE tenant = ?1";

    public const string RemoveDomains = "DELETE FROM domain WHERE tenant = ?1";

    public const string AddDomain = "INSERT INTO domain (tag, tenant) VALUES (?1, ?2)";

    public const string AccountByTag = "SELECT number, tenant, sealed, login, canary FROM account WHERE tag = ?1";

    public const string AccountByNumber = "SELECT number, tenant, sealed, login, canary FROM account WHERE number = ?1";

    public const string AccountKey = "SELECT number, tenant FROM account WHERE tag = ?1";

    public const string Accounts = "SELECT number, tenant, sealed, login, canary FROM account WHERE number > ?1 ORDER BY number LIMIT ?2";

    public const string AccountsOfTenant = "SELECT number, tenant, sealed, login, canary FROM account WHERE tenant = ?3 AND number > ?1 ORDER BY number LIMIT ?2";

    public const string AddAccount = "INSERT INTO account (number, tag, tenant, sealed, login, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    public const string SetAccount = "UPDATE account SET sealed = ?2, login = ?3 WHERE number = ?1";

    public const string SetLogIn = "UPDATE account SET login = ?2 WHERE number = ?1";

    public const string LastAccount = "SELECT seq FROM sqlite_sequence WHERE name = 'account'";

    public const string CountTenants = "SELECT count(*) FROM tenant";

    public const string CountAccounts = "SELECT count(*) FROM account";

    public const string AddRemoved = "INSERT OR REPLACE INTO removed (version, kind, number, tag) VALUES (?1, ?2, ?3, ?4)";

    public const string RemovedSince = "SELECT kind, number, tag FROM removed WHERE version > ?1 ORDER BY version, kind, tag LIMIT ?2 OFFSET ?3";

    public const string TenantsChanged = "SELECT number, sealed FROM tenant WHERE changed > ?1 AND number > ?2 ORDER BY number LIMIT ?3";

    public const string AccountsChanged = "SELECT number, tenant, tag, changed FROM account WHERE (changed, number) > (?1, ?2) ORDER BY changed, number LIMIT ?3";

    public const string TenantsWithoutTrace = """
        SELECT number FROM tenant
        WHERE NOT EXISTS (SELECT 1 FROM key_pair WHERE key_pair.tenant = tenant.number AND owner = 0 AND kind = 4 AND period = ?1)
        """;
}
