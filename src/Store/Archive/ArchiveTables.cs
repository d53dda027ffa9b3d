namespace Sekisho.Store.Archive;

/// <summary>The tables of the archive, as a step of the schema.</summary>
internal static class ArchiveTables
{
    public const string Script = """
        -- The public keys of the tenant's archive months to which mail is sealed now; NULL: it has no archive.
        ALTER TABLE tenant ADD COLUMN archive BLOB;

        -- Since when nothing but archives needs the message; NULL: something else does. 0: its trace has been forgotten, too.
        ALTER TABLE message ADD COLUMN left_at INTEGER;
        CREATE INDEX message_left ON message (left_at) WHERE left_at > 0;

        -- A message in the archive of a tenant. month: 202411. placed: 0 while it is held or in quarantine, then it is not in the archive
        -- yet. envelope: NULL while it is the party's. summary, keys: boxes to the index key and the content key of the month.
        CREATE TABLE archived (
            tenant INTEGER NOT NULL,
            month INTEGER NOT NULL,
            message INTEGER NOT NULL,
            placed INTEGER NOT NULL,
            indexed INTEGER NOT NULL DEFAULT 0,
            summary BLOB NOT NULL,
            envelope BLOB,
            keys BLOB NOT NULL,
            PRIMARY KEY (tenant, month, message)) WITHOUT ROWID;
        CREATE UNIQUE INDEX archived_message ON archived (message, tenant);
        CREATE INDEX archived_state ON archived (tenant, placed, month, indexed);

        -- Months whose keys the vault has destroyed, until their rows are removed.
        CREATE TABLE destroyed_month (
            tenant INTEGER NOT NULL,
            month INTEGER NOT NULL,
            PRIMARY KEY (tenant, month)) WITHOUT ROWID;
        """;
}
