namespace Sekisho.Vault.Archive;

/// <summary>Statements about archives, and the tables.</summary>
internal static class ArchiveVaultSql
{
    /// <summary>A step of the schema.</summary>
    public const string Script = """
        -- For how many months after its end a month of the tenant's archive is kept, and whether what comes in is archived.
        CREATE TABLE archive_policy (
            tenant INTEGER PRIMARY KEY,
            months INTEGER NOT NULL,
            is_on INTEGER NOT NULL);

        -- The months whose keys are there (in key_pair, kinds 6 and 7). held: on hold, never destroyed.
        CREATE TABLE archive_month (
            tenant INTEGER NOT NULL,
            month INTEGER NOT NULL,
            held INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (tenant, month)) WITHOUT ROWID;
        """;

    public const string Policy = "SELECT months, is_on FROM archive_policy WHERE tenant = ?1";

    public const string MonthsWhenOn = "SELECT months FROM archive_policy WHERE tenant = ?1 AND is_on = 1";

    public const string SetPolicy = "INSERT INTO archive_policy (tenant, months, is_on) VALUES (?1, ?2, 1) ON CONFLICT (tenant) DO UPDATE SET months = ?2, is_on = 1";

    public const string SetOff = "UPDATE archive_policy SET is_on = 0 WHERE tenant = ?1";

    public const string WithoutMonth = """
        SELECT tenant FROM archive_policy
        WHERE is_on = 1 AND NOT EXISTS (SELECT 1 FROM archive_month WHERE archive_month.tenant = archive_policy.tenant AND month = ?1)
        """;

    public const string AddMonth = "INSERT INTO archive_month (tenant, month) VALUES (?1, ?2)";

    public const string MonthsOf = "SELECT month, held FROM archive_month WHERE tenant = ?1 ORDER BY month";

    /// <summary>Those to which mail may be sealed now.</summary>
    public const string MonthsSince = """
        SELECT month FROM archive_month
        WHERE tenant = ?1 AND month >= ?2 AND EXISTS (SELECT 1 FROM archive_policy WHERE tenant = ?1 AND is_on = 1)
        ORDER BY month LIMIT 3
        """;

    public const string Held = "SELECT held FROM archive_month WHERE tenant = ?1 AND month = ?2";

    public const string SetHeld = "UPDATE archive_month SET held = ?3 WHERE tenant = ?1 AND month = ?2";

    public const string HasHeld = "SELECT EXISTS (SELECT 1 FROM archive_month WHERE tenant = ?1 AND held = 1)";

    /// <summary>One look-up for each tenant. ?1: the months since year 0 up to now.</summary>
    public const string Due = """
        SELECT archive_month.tenant, archive_month.month
        FROM archive_policy CROSS JOIN archive_month ON archive_month.tenant = archive_policy.tenant
            AND archive_month.month <= ((?1 - archive_policy.months - 1) / 12) * 100 + (?1 - archive_policy.months - 1) % 12 + 1
        WHERE archive_month.held = 0
        ORDER BY archive_month.tenant, archive_month.month LIMIT ?2
        """;

    public const string RemoveMonth = "DELETE FROM archive_month WHERE tenant = ?1 AND month = ?2 AND held = 0";

    public const string RemovePairs = "DELETE FROM key_pair WHERE tenant = ?1 AND owner = 0 AND kind IN (6, 7) AND period = ?2";

    public const string RemovePolicyOfTenant = "DELETE FROM archive_policy WHERE tenant = ?1";

    public const string RemoveMonthsOfTenant = "DELETE FROM archive_month WHERE tenant = ?1";

    public const string CountMonths = "SELECT count(*) FROM archive_month WHERE tenant = ?1";
}
