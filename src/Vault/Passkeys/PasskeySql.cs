namespace Sekisho.Vault.Passkeys;

/// <summary>Statements about whose passkey is whose: the tag of a credential's identifier leads to its account.</summary>
internal static class PasskeySql
{
    public const string AccountOf = "SELECT account FROM passkey WHERE tag = ?1";

    public const string Add = "INSERT INTO passkey (tag, tenant, account) VALUES (?1, ?2, ?3) ON CONFLICT (tag) DO NOTHING";

    public const string Remove = "DELETE FROM passkey WHERE tag = ?1 AND account = ?2";

    public const string RemoveOfAccount = "DELETE FROM passkey WHERE tenant = ?1 AND account = ?2";

    public const string RemoveOfTenant = "DELETE FROM passkey WHERE tenant = ?1";
}
