namespace Sekisho.Store.Correspondents;

/// <summary>Statements about correspondents. Days are counted from 1970-01-01, UTC.</summary>
internal static class CorrespondentSql
{
    public const string Correspondent = "SELECT first_day, messages, written FROM correspondent WHERE tenant = ?1 AND tag = ?2";

    public const string Add = """
        INSERT INTO correspondent (tenant, tag, first_day, last_day, messages, written) VALUES (?1, ?2, ?3, ?3, ?4, ?5)
        ON CONFLICT (tenant, tag) DO UPDATE SET last_day = ?3, messages = messages + ?4, written = written + ?5
        """;

    public const string Names = "SELECT address, messages, own FROM known_name WHERE tenant = ?1 AND name = ?2 LIMIT 20";

    public const string AddName = """
        INSERT INTO known_name (tenant, name, address, last_day, messages, own) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (tenant, name, address) DO UPDATE SET last_day = ?4, messages = messages + ?5, own = max(own, ?6)
        """;

    public const string Sent = "SELECT 1 FROM sent_message WHERE tenant = ?1 AND tag = ?2";

    public const string AddSent = "INSERT INTO sent_message (tenant, tag, day) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

    public const string RemoveOldCorrespondents = "DELETE FROM correspondent WHERE last_day < ?1";

    public const string RemoveOldNames = "DELETE FROM known_name WHERE last_day < ?1";

    public const string RemoveOldSent = "DELETE FROM sent_message WHERE day < ?1";

    public const string RemoveCorrespondentsOfTenant = "DELETE FROM correspondent WHERE tenant = ?1";

    public const string RemoveNamesOfTenant = "DELETE FROM known_name WHERE tenant = ?1";

    public const string RemoveSentOfTenant = "DELETE FROM sent_message WHERE tenant = ?1";

    /// <summary>After the lookup key has changed: what stands for nothing any more.</summary>
    public const string RemoveAll = "DELETE FROM correspondent; DELETE FROM known_name; DELETE FROM sent_message;";
}
