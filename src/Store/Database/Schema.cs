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

    /// <summary>The version that wrote mail in clear text, never released: nothing of it is brought over.</summary>
    private const long ClearTextVersion = 1;

    private const string Second = """
        -- One row a message, kept until its trace is no longer wanted. gone_at: when its content was removed. Nothing in any
        -- row says who, to whom or about what: that is in sealed records and boxes.
        -- content_bytes: as it is delivered. prefix: headers that a later inspection put in front, a record under the content's key.
        CREATE TABLE message (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            accepted_at INTEGER NOT NULL,
            null_sender INTEGER NOT NULL,
            content_bytes INTEGER NOT NULL,
            content_file TEXT,
            prefix BLOB,
            gone_at INTEGER);
        CREATE INDEX message_gone ON message (gone_at) WHERE gone_at IS NOT NULL;

        -- Small contents, sealed; large ones are files, named by message.content_file.
        CREATE TABLE content (
            message INTEGER PRIMARY KEY,
            bytes BLOB NOT NULL);

        -- What a message holds of one tenant: the envelope with its recipients, and the boxes with the keys (SealedParty).
        CREATE TABLE party (
            message INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            envelope BLOB NOT NULL,
            trace BLOB NOT NULL,
            queue BLOB,
            queue_key BLOB,
            quarantine BLOB,
            PRIMARY KEY (message, tenant)) WITHOUT ROWID;
        CREATE INDEX party_queue_key ON party (queue_key) WHERE queue_key IS NOT NULL;

        -- delivery: NULL nothing waits, 0 the message waits for inspection, otherwise the delivery it waits for.
        -- account: 0 when it is not a mailbox here. summary, content: boxes that go to the mailbox when the message does.
        -- last_reply: a record under the envelope's key.
        CREATE TABLE recipient (
            message INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            account INTEGER NOT NULL,
            domain BLOB NOT NULL,
            summary BLOB,
            content BLOB,
            delivery INTEGER,
            last_reply BLOB,
            PRIMARY KEY (message, ordinal)) WITHOUT ROWID;
        CREATE INDEX recipient_waiting ON recipient (message, delivery, ordinal) WHERE delivery IS NOT NULL;

        -- AUTOINCREMENT: a number is never used again, because the schedule in memory remembers it.
        -- name: a relay's host:port, with a blank and the credential after it where one logs in; or the tag of a domain.
        CREATE TABLE destination (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            tls INTEGER NOT NULL,
            lmtp INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            down_until INTEGER NOT NULL DEFAULT 0,
            UNIQUE (name, kind, tls, lmtp));

        -- One message of one tenant to one destination: at most 500 recipients. lease: the last one given, the only one that can settle.
        CREATE TABLE delivery (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            message INTEGER NOT NULL,
            destination INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            held INTEGER NOT NULL DEFAULT 0,
            delay_notice_sent INTEGER NOT NULL DEFAULT 0,
            last_reply BLOB,
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

        -- summary, content: boxes to the mailbox's index and content keys.
        CREATE TABLE mailbox (
            account INTEGER NOT NULL,
            number INTEGER NOT NULL,
            message INTEGER NOT NULL,
            delivered_at INTEGER NOT NULL,
            summary BLOB NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (account, number)) WITHOUT ROWID;
        CREATE UNIQUE INDEX mailbox_message ON mailbox (message, account);

        -- words: nothing personal. detail: what is personal, sealed to the traces of the tenant.
        CREATE TABLE event (
            message INTEGER NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            what TEXT NOT NULL,
            recipient INTEGER,
            words TEXT NOT NULL,
            detail BLOB,
            PRIMARY KEY (message, number)) WITHOUT ROWID;

        -- The directory as the vault has published it: tags, numbers, public keys (identifier and point).
        CREATE TABLE directory (
            version INTEGER NOT NULL,
            lookup_key BLOB,
            queue_key BLOB);
        INSERT INTO directory (version) VALUES (0);

        CREATE TABLE tenant (
            number INTEGER PRIMARY KEY,
            quarantine BLOB NOT NULL,
            trace BLOB NOT NULL,
            version INTEGER NOT NULL);

        CREATE TABLE domain (
            tag BLOB PRIMARY KEY,
            tenant INTEGER NOT NULL,
            relay TEXT,
            version INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX domain_tenant ON domain (tenant);

        CREATE TABLE address (
            tag BLOB PRIMARY KEY,
            tenant INTEGER NOT NULL,
            account INTEGER NOT NULL,
            content BLOB NOT NULL,
            summary BLOB NOT NULL,
            version INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX address_account ON address (tenant, account);
        """;

    private const string Third = """
        -- Who has written to whom, as tags; days since 1970. messages: authenticated ones taken. written: sent to it by people of the tenant.
        -- The tag of a domain counts all of its addresses.
        CREATE TABLE correspondent (
            tenant INTEGER NOT NULL,
            tag BLOB NOT NULL,
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL,
            messages INTEGER NOT NULL,
            written INTEGER NOT NULL,
            PRIMARY KEY (tenant, tag)) WITHOUT ROWID;
        CREATE INDEX correspondent_age ON correspondent (last_day);

        -- Under which address somebody of this name writes. own: people of the tenant.
        CREATE TABLE known_name (
            tenant INTEGER NOT NULL,
            name BLOB NOT NULL,
            address BLOB NOT NULL,
            last_day INTEGER NOT NULL,
            messages INTEGER NOT NULL,
            own INTEGER NOT NULL,
            PRIMARY KEY (tenant, name, address)) WITHOUT ROWID;
        CREATE INDEX known_name_age ON known_name (last_day);

        -- Messages of people of the tenant, so that answers to them are known.
        CREATE TABLE sent_message (
            tenant INTEGER NOT NULL,
            tag BLOB NOT NULL,
            day INTEGER NOT NULL,
            PRIMARY KEY (tenant, tag)) WITHOUT ROWID;
        CREATE INDEX sent_message_age ON sent_message (day);
        """;

    private const string Fourth = """
        -- Allow and block lists. scope: the tag of a domain, or of an address (account: its mailbox here, or 0); domain: the tag of the
        -- scope's domain. sender: the tag of an address, a domain or its subdomains. kind: 1 allow, 2 block. until: NULL for no end.
        -- box: what people read of it, sealed to the traces of the tenant.
        CREATE TABLE listed_sender (
            tenant INTEGER NOT NULL,
            scope BLOB NOT NULL,
            sender BLOB NOT NULL,
            id TEXT NOT NULL UNIQUE,
            domain BLOB NOT NULL,
            account INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            added_at INTEGER NOT NULL,
            until INTEGER,
            box BLOB NOT NULL,
            PRIMARY KEY (tenant, scope, sender)) WITHOUT ROWID;
        CREATE INDEX listed_sender_domain ON listed_sender (domain, id);
        CREATE INDEX listed_sender_scope ON listed_sender (scope, id);
        CREATE INDEX listed_sender_until ON listed_sender (until) WHERE until IS NOT NULL;
        """;

    private const string Sixth = """
        -- How many bytes the prefix adds to the content; below zero where fields are left out. NULL: all of the prefix.
        ALTER TABLE message ADD COLUMN prefix_added INTEGER;
        """;

    private const string Seventh = """
        -- indexed: whether the message's words have been given. A message without any is indexed too.
        ALTER TABLE mailbox ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX mailbox_not_indexed ON mailbox (account, number) WHERE indexed = 0;

        -- token: the HMAC of a word under a key that comes from the mailbox's index key. number: the message's in the mailbox.
        CREATE TABLE search_token (
            account INTEGER NOT NULL,
            token BLOB NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (account, token, number)) WITHOUT ROWID;
        """;

    private const string Eighth = """
        -- Orders of the vault that were used: each is good once. ends_at: after it the order is refused anyway.
        CREATE TABLE used_order (
            id BLOB PRIMARY KEY,
            ends_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX used_order_end ON used_order (ends_at);
        """;

    private const string OrderKeys = """
        -- The public keys by which orders of the vault are known: identifier and point, the current one first.
        ALTER TABLE directory ADD COLUMN order_keys BLOB;
        """;

    /// <summary>From version 0 (an empty file) to 1, from 1 to 2 … Version 1 was never released: an empty file goes straight to 2.</summary>
    private static readonly string[] Migrations = ["", Second, Third, Fourth, Reports.ReportTables.Script, Sixth, Seventh, Eighth, Memory.MemoryTables.Script, Archive.ArchiveTables.Script, OrderKeys, Memory.MemoryTables.Later, Memory.MemoryTables.WithoutKeys];

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

        if (version == ClearTextVersion)
            throw new StoreFolderException(
                $"{path} was written by a version from before the release that kept mail in clear text. It is not brought over, so that no clear text stays behind in it: let the old version deliver what waits, then move the store's folder away and start with an empty one.");

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
