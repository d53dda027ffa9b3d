namespace Sekisho.Vault.LogIn;

/// <summary>Statements about the networks that accounts log in from: HMACs, no addresses.</summary>
internal static class LoginSql
{
    /// <summary>The newest last, so that with too many the oldest are pushed out.</summary>
    public const string Networks = """
        SELECT tag, network, minutes FROM (SELECT tag, network, minutes FROM known_network ORDER BY minutes DESC LIMIT ?1) ORDER BY minutes
        """;

    public const string SetNetwork = """
        INSERT INTO known_network (account, network, tenant, tag, minutes)
        SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM account WHERE number = ?1 AND tenant = ?3)
        ON CONFLICT (account, network) DO UPDATE SET minutes = max(minutes, ?5)
        """;

    public const string RemoveOld = "DELETE FROM known_network WHERE minutes < ?1";

    public const string RemoveOfAccount = "DELETE FROM known_network WHERE tenant = ?1 AND account = ?2";

    public const string RemoveOfTenant = "DELETE FROM known_network WHERE tenant = ?1";
}
