using Microsoft.Data.Sqlite;

namespace Sekisho.Store.Database;

/// <summary>
/// The tables, and the one place where they change: each entry of <see cref="Migrations"/> leads from the version
/// before to the next; the file's user_version says where it stands. Moments are whole milliseconds since 1970.
/// </summary>
internal static class Schema
{
    /// <summary>Marks the file as ours ("Skst").</summary>
    private const long ApplicationId = 0x536B7374;

    private const string First = """
        -- One row a message, kept until its trace is no longer wanted. gone_at: when its content was removed.
        -- prefix: headers in front of the content, among its content_bytes.
        CREATE TABLE message (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            accepted_at INTEGER NOT NULL,
            reverse_path TEXT NOT NULL,
            body INTEGER NOT NULL,
            smtp_utf8 INTEGER NOT NULL,
            require_tls INTEGER NOT NULL,
            dsn_return INTEGER NOT NULL,
            envelope_id TEXT,
            origin TEXT NOT NULL,
            verdict TEXT NOT NULL,
            subject TEXT,
            content_bytes INTEGER NOT NULL,
            content_file TEXT,
            prefix BLOB,
            gone_at INTEGER);
        CREATE INDEX message_gone ON message (gone_at) WHERE gone_at IS NOT NULL;

        -- Small contents; large ones are files, named by message.content_file.
        CREATE TABLE content (
            message INTEGER PRIMARY KEY,
            bytes BLOB NOT NULL);

        -- delivery: NULL nothing waits, 0 the message waits for inspection, otherwise the delivery it waits for.
        CREATE TABLE recipient (
            message INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            address TEXT NOT NULL,
            notify INTEGER NOT NULL,
            original TEXT,
            delivery INTEGER,
            last_reply TEXT,
            PRIMARY KEY (message, ordinal)) WITHOUT ROWID;
        CREATE INDEX recipient_waiting ON recipient (message, delivery, ordinal) WHERE delivery IS NOT NULL;

        -- AUTOINCREMENT: a number is never used again, because the schedule in memory remembers it.
        CREATE TABLE destination (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            tls INTEGER NOT NULL,
            lmtp INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            down_until INTEGER NOT NULL DEFAULT 0,
            UNIQUE (name, kind, tls, lmtp));

        -- One message to one destination: at most 500 recipients. lease: the last one given, the only one that can settle.
        CREATE TABLE delivery (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            message INTEGER NOT NULL,
            destination INTEGER NOT NULL,
            tenant TEXT,
            due_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            held INTEGER NOT NULL DEFAULT 0,
            delay_notice_sent INTEGER NOT NULL DEFAULT 0,
            last_reply TEXT,
            lease TEXT,
            leased_by TEXT);
        CREATE INDEX delivery_due ON delivery (destination, held, due_at, number);
        CREATE INDEX delivery_message ON delivery (message);

        -- failures: those of the attempts that may be the fault of the message itself.
        CREATE TABLE held (
            message INTEGER PRIMARY KEY,
            attempts INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            lease TEXT,
            leased_by TEXT,
            leased_until INTEGER);
        CREATE INDEX held_due ON held (due_at);

        CREATE TABLE quarantine (
            message INTEGER PRIMARY KEY,
            until INTEGER NOT NULL);
        CREATE INDEX quarantine_until ON quarantine (until);

        CREATE TABLE mailbox (
            account INTEGER NOT NULL,
            number INTEGER NOT NULL,
            message INTEGER NOT NULL,
            delivered_at INTEGER NOT NULL,
            PRIMARY KEY (account, number)) WITHOUT ROWID;
        CREATE UNIQUE INDEX mailbox_message ON mailbox (message, account);

        CREATE TABLE event (
            message INTEGER NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            what TEXT NOT NULL,
            recipient TEXT,
            detail TEXT NOT NULL,
            PRIMARY KEY (message, number)) WITHOUT ROWID;

        CREATE TABLE tenant (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            relay TEXT);

        CREATE TABLE domain (
            name TEXT PRIMARY KEY,
            tenant INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX domain_tenant ON domain (tenant);

        -- The verifier of SCRAM-SHA-256 (RFC 5802 section 3); never a password. All NULL: receives only.
        CREATE TABLE account (
            number INTEGER PRIMARY KEY,
            address TEXT NOT NULL UNIQUE,
            tenant INTEGER NOT NULL,
            salt BLOB,
            iterations INTEGER,
            stored_key BLOB,
            server_key BLOB);
        CREATE INDEX account_tenant ON account (tenant, number);
        """;

    /// <summary>From version 0 (an empty file) to 1, from 1 to 2 …</summary>
    private static readonly string[] Migrations = [First];

    /// <summary>The version that this program reads and writes.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Brings the file to <see cref="Version"/>, each step in a transaction of its own.</summary>
    /// <returns>The version that was found; 0 for a new file.</returns>
    /// <exception cref="StoreFolderException">The file is not ours or of a newer program.</exception>
    public static long Migrate(Connection connection, string path)
    {
        var version = connection.Number("PRAGMA user_version") ?? 0;
        var application = connection.Number("PRAGMA application_id") ?? 0;
        var tables = connection.Number("SELECT count(*) FROM sqlite_schema") ?? 0;
        if (application != ApplicationId && (application != 0 || version != 0 || tables != 0))
            throw new StoreFolderException(
                $"{path} is a database, but not one of this store. Give the store a folder of its own, or move the file away.");
        if (version > Version)
            throw new StoreFolderException(
                $"{path} was written by a newer program (schema {version}, this one knows up to {Version}). Run the newer program; going back needs a backup from before the upgrade.");

        for (var next = (int)version; next < Version; next++)
        {
            connection.Run("BEGIN IMMEDIATE");
            try
            {
                connection.RunScript(Migrations[next]);
                // PRAGMA takes no parameters; the numbers are ours.
                connection.RunScript(FormattableString.Invariant($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {next + 1}"));
                connection.Run("COMMIT");
            }
            catch (SqliteException) when (connection.InTransaction)
            {
                connection.Run("ROLLBACK");
                throw;
            }
        }

        return version;
    }
}
