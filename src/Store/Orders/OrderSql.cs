namespace Sekisho.Store.Orders;

/// <summary>Statements about orders.</summary>
internal static class OrderSql
{
    public const string Use = "INSERT INTO used_order (id, ends_at) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING";

    public const string RemoveOld = "DELETE FROM used_order WHERE ends_at < ?1";

    public const string OtherTenant = "SELECT 1 FROM party WHERE message = ?1 AND tenant <> ?2 LIMIT 1";

    public const string OtherAccount = "SELECT 1 FROM recipient WHERE message = ?1 AND (tenant <> ?2 OR account <> ?3) LIMIT 1";
}
