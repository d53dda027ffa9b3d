namespace Sekisho.Vault.Keys;

/// <summary>Statements about keys.</summary>
internal static class KeySql
{
    public const string SystemKey = "SELECT wrapped FROM system_key WHERE purpose = ?1";

    public const string AddSystemKey = "INSERT INTO system_key (purpose, wrapped) VALUES (?1, ?2)";

    public const string SetSystemKey = "UPDATE system_key SET wrapped = ?2 WHERE purpose = ?1";

    public const string SystemKeys = "SELECT purpose, wrapped FROM system_key";

    public const string TenantKey = "SELECT wrapped FROM tenant WHERE number = ?1";

    public const string TenantSalt = "SELECT salt FROM tenant WHERE number = ?1";

    public const string TenantKeys = "SELECT number, wrapped FROM tenant";

    public const string SetTenantKey = "UPDATE tenant SET wrapped = ?2 WHERE number = ?1";

    public const string AddPair = "INSERT INTO key_pair (kind, tenant, owner, period, mark, made_at, point, wrapped) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

    public const string SetPairWrapped = "UPDATE key_pair SET wrapped = ?2 WHERE number = ?1";

    public const string Pair = "SELECT kind, tenant, owner, mark, wrapped, canary FROM key_pair WHERE number = ?1";

    public const string PairOf = "SELECT number, mark, point FROM key_pair WHERE tenant = ?1 AND owner = ?2 AND kind = ?3 AND period = ?4 ORDER BY number DESC LIMIT 1";

    public const string PairsOfTenant = "SELECT number, kind, tenant, owner, mark, wrapped FROM key_pair WHERE tenant = ?1 AND number > ?2 ORDER BY number LIMIT 10000";

    public const string RemovePairsOfTenant = "DELETE FROM key_pair WHERE tenant = ?1";

    public const string RemovePairsOfOwner = "DELETE FROM key_pair WHERE tenant = ?1 AND owner = ?2 AND kind IN (1, 2)";

    public const string QueuePairs = "SELECT number, mark, period FROM key_pair WHERE tenant = 0 AND owner = 0 AND kind = 5 ORDER BY number";

    public const string OrderPairsBefore = "SELECT number, mark FROM key_pair WHERE tenant = 0 AND owner = 0 AND kind = 9 AND number < ?1 ORDER BY number";

    public const string RemovePair = "DELETE FROM key_pair WHERE number = ?1";

    public const string CountQueuePairs = "SELECT count(*) FROM key_pair WHERE tenant = 0 AND owner = 0 AND kind = 5";
}
