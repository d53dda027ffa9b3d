using Microsoft.Data.Sqlite;

namespace Sekisho.Vault.Database;

/// <summary>
/// The tables, and the one place where they change: each entry of <see cref="Migrations"/> leads from the version before to
/// the next. Nothing that names a person or an organisation is in clear: "tag" is the HMAC of a name, "sealed" a record under
/// the tenant's key (or, where there is no tenant, the system's). Moments are whole milliseconds since 1970.
/// </summary>
internal static class Schema
{
    /// <summary>Marks the file as ours ("Skvt").</summary>
    private const long ApplicationId = 0x536B7674;

    private const string First = """
        -- root_id: the root key that everything is wrapped by. sealed: stays sealed over restarts.
        CREATE TABLE state (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            root_id TEXT NOT NULL,
            sealed INTEGER NOT NULL DEFAULT 0,
            directory_version INTEGER NOT NULL DEFAULT 1);

        CREATE TABLE system_key (
            purpose INTEGER PRIMARY KEY,
            wrapped BLOB NOT NULL);

        -- changed: the version of the directory in which it last changed. A number is never used again: keys and mail name it.
        CREATE TABLE tenant (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            tag BLOB NOT NULL UNIQUE,
            wrapped BLOB NOT NULL,
            salt BLOB NOT NULL,
            sealed BLOB NOT NULL,
            changed INTEGER NOT NULL,
            erase_at INTEGER);
        CREATE INDEX tenant_changed ON tenant (changed);
        CREATE INDEX tenant_erase ON tenant (erase_at) WHERE erase_at IS NOT NULL;

        CREATE TABLE domain (
            tag BLOB PRIMARY KEY,
            tenant INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX domain_tenant ON domain (tenant);

        -- login: how the person proves who they are; NULL: receives only.
        CREATE TABLE account (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            tag BLOB NOT NULL UNIQUE,
            tenant INTEGER NOT NULL,
            sealed BLOB NOT NULL,
            login BLOB,
            canary INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL);
        CREATE INDEX account_tenant ON account (tenant, number);
        CREATE INDEX account_changed ON account (changed, number);

        -- mark: random, the second half of the key's name; the first is the number. owner: the account, or 0.
        CREATE TABLE key_pair (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            period INTEGER NOT NULL,
            mark INTEGER NOT NULL,
            made_at INTEGER NOT NULL,
            point BLOB NOT NULL,
            wrapped BLOB NOT NULL,
            canary INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX key_pair_owner ON key_pair (tenant, owner, kind, period);

        -- What was removed from the directory, for a store that knows an older version.
        CREATE TABLE removed (
            version INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            number INTEGER NOT NULL,
            tag BLOB NOT NULL,
            PRIMARY KEY (version, kind, tag)) WITHOUT ROWID;

        CREATE TABLE credential (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            mark INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            account INTEGER NOT NULL,
            canary INTEGER NOT NULL,
            added_at INTEGER NOT NULL,
            used_at INTEGER,
            sealed BLOB NOT NULL);
        CREATE INDEX credential_owner ON credential (tenant, account);

        CREATE TABLE signing_key (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            domain BLOB NOT NULL,
            tenant INTEGER NOT NULL,
            algorithm INTEGER NOT NULL,
            sealed BLOB NOT NULL);
        CREATE INDEX signing_key_domain ON signing_key (domain);
        CREATE INDEX signing_key_tenant ON signing_key (tenant);

        -- Messages that are traps: the tag of their identifier.
        CREATE TABLE canary_message (
            tag BLOB PRIMARY KEY) WITHOUT ROWID;

        -- What is used of each budget and who is frozen; under the system's key, since accounts are named.
        CREATE TABLE budget (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            sealed BLOB NOT NULL);

        -- What was destroyed and is not on record yet.
        CREATE TABLE erasure (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            entry BLOB NOT NULL);

        CREATE TABLE revocation (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            sealed BLOB NOT NULL,
            ends_at INTEGER NOT NULL);
        """;

    private const string Second = """
        -- Whose a passkey is. tag: the HMAC of the credential's identifier; the passkey itself is in the account's login record.
        CREATE TABLE passkey (
            tag BLOB PRIMARY KEY,
            tenant INTEGER NOT NULL,
            account INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX passkey_owner ON passkey (tenant, account);
        """;

    private const string Third = """
        -- From which networks an account has logged in lately. tag: the HMAC of its address, network: that of the network.
        CREATE TABLE known_network (
            account INTEGER NOT NULL,
            network INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            tag BLOB NOT NULL,
            minutes INTEGER NOT NULL,
            PRIMARY KEY (account, network)) WITHOUT ROWID;
        CREATE INDEX known_network_owner ON known_network (tenant, account);
        CREATE INDEX known_network_age ON known_network (minutes);
        """;

    private static readonly string[] Migrations = [First, Second, Third, Archive.ArchiveVaultSql.Script];

    /// <summary>Brings the file up to date, each step in a transaction of its own.</summary>
    /// <exception cref="VaultFolderException">The file is not ours or of a newer program.</exception>
    public static void Migrate(Connection connection, string path)
    {
        var version = connection.Number("PRAGMA user_version") ?? 0;
        var application = connection.Number("PRAGMA application_id") ?? 0;
        var tables = connection.Number("SELECT count(*) FROM sqlite_schema") ?? 0;
        if (application != ApplicationId && (application != 0 || version != 0 || tables != 0))
            throw new VaultFolderException($"{path} is a database, but not one of this vault. Give the vault a folder of its own, or move the file away.");
        if (version > Migrations.Length)
            throw new VaultFolderException($"{path} was written by a newer program (schema {version}, this one knows up to {Migrations.Length}). Run the newer program.");
        for (var next = (int)version; next < Migrations.Length; next++)
        {
            connection.RunScript("BEGIN IMMEDIATE");
            try
            {
                connection.RunScript(Migrations[next]);
                // PRAGMA takes no parameters; the numbers are ours.
                connection.RunScript(FormattableString.Invariant($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {next + 1}"));
                connection.RunScript("COMMIT");
            }
            catch (SqliteException)
            {
                connection.RunScript("ROLLBACK");
                throw;
            }
        }
    }
}
