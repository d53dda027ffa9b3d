namespace Sekisho.Store.Directory;

/// <summary>Statements about tenants, domains and accounts.</summary>
internal static class DirectorySql
{
    public const string TenantOfDomain = """
        SELECT tenant.number, tenant.name, tenant.relay
        FROM domain JOIN tenant ON tenant.number = domain.tenant
        WHERE domain.name = ?1
        """;

    public const string AccountByAddress = "SELECT number, address FROM account WHERE address = ?1";

    public const string FirstAccountOfTenant = "SELECT number, address FROM account WHERE tenant = ?1 ORDER BY number LIMIT 1";

    public const string FirstAccount = "SELECT number, address FROM account ORDER BY number LIMIT 1";

    public const string Verifier = "SELECT salt, iterations, stored_key, server_key FROM account WHERE address = ?1 AND stored_key IS NOT NULL";

    public const string TenantByName = "SELECT number, relay FROM tenant WHERE name = ?1";

    public const string AddTenant = "INSERT INTO tenant (name, relay) VALUES (?1, ?2)";

    public const string SetRelay = "UPDATE tenant SET relay = ?2 WHERE number = ?1";

    public const string RemoveDomains = "DELETE FROM domain WHERE tenant = ?1";

    public const string AddDomain = "INSERT INTO domain (name, tenant) VALUES (?1, ?2)";

    public const string AddAccount = "INSERT INTO account (address, tenant) VALUES (?1, ?2) ON CONFLICT (address) DO UPDATE SET tenant = ?2";

    public const string SetVerifier = "UPDATE account SET salt = ?2, iterations = ?3, stored_key = ?4, server_key = ?5 WHERE address = ?1";

    public const string CanLogIn = "SELECT stored_key IS NOT NULL FROM account WHERE address = ?1";

    public const string Tenants = "SELECT number, name, relay FROM tenant ORDER BY name";

    public const string Domains = "SELECT name FROM domain WHERE tenant = ?1 ORDER BY name";

    public const string Accounts = """
        SELECT account.address, tenant.name, account.stored_key IS NOT NULL
        FROM account JOIN tenant ON tenant.number = account.tenant
        WHERE account.address > ?1 ORDER BY account.address LIMIT ?2
        """;
}
