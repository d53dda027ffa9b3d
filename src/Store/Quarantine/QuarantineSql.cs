namespace Sekisho.Store.Quarantine;

/// <summary>Statements about the quarantine.</summary>
internal static class QuarantineSql
{
    public const string Add = "INSERT INTO quarantine (message, until) VALUES (?1, ?2)";

    public const string IsIn = "SELECT EXISTS (SELECT 1 FROM quarantine WHERE message = ?1)";

    public const string Remove = "DELETE FROM quarantine WHERE message = ?1";

    public const string List = "SELECT message FROM quarantine WHERE message > ?1 ORDER BY message LIMIT ?2";

    public const string Expired = "SELECT message FROM quarantine WHERE until <= ?1 ORDER BY until LIMIT 500";

    public const string BoxOf = "SELECT quarantine FROM party WHERE message = ?1 AND quarantine IS NOT NULL LIMIT 1";

    public const string Count = "SELECT count(*) FROM quarantine";
}
