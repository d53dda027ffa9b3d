namespace Sekisho.Store.Memory;

/// <summary>The tables of what tenants have seen and decided: tags and counts under keys, no word and no name.</summary>
internal static class MemoryTables
{
    public const string Script = """
        -- key: by which words become places in counts; random, destroyed with the tenant. counts: for each place how many good and how
        -- many bad messages had a word of it, a byte each; NULL before the first decision. Days since 1970.
        CREATE TABLE tenant_memory (
            tenant INTEGER PRIMARY KEY,
            since_day INTEGER NOT NULL,
            key BLOB NOT NULL,
            good INTEGER NOT NULL DEFAULT 0,
            bad INTEGER NOT NULL DEFAULT 0,
            halved_day INTEGER NOT NULL,
            counts BLOB);

        -- Sites (tags) to which accepted, authenticated mail has linked.
        CREATE TABLE known_site (
            tenant INTEGER NOT NULL,
            tag BLOB NOT NULL,
            last_day INTEGER NOT NULL,
            PRIMARY KEY (tenant, tag)) WITHOUT ROWID;
        CREATE INDEX known_site_age ON known_site (last_day);

        -- Of a message in quarantine the places of its words, until somebody decides. sender: the tag of the domain.
        CREATE TABLE learnable (
            message INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            sender BLOB NOT NULL,
            places BLOB NOT NULL,
            PRIMARY KEY (message, tenant)) WITHOUT ROWID;

        -- How many decisions over a sender's mail have counted.
        CREATE TABLE learned_sender (
            tenant INTEGER NOT NULL,
            sender BLOB NOT NULL,
            bad INTEGER NOT NULL,
            last_day INTEGER NOT NULL,
            decisions INTEGER NOT NULL,
            PRIMARY KEY (tenant, sender, bad)) WITHOUT ROWID;
        CREATE INDEX learned_sender_age ON learned_sender (last_day);
        """;

    public const string Later = """
        -- Those from which something was learned are kept until a day, so that it can be taken back; those in quarantine go with it.
        -- taught: NULL nothing, 0 it counts as wanted, 1 as unwanted. digest: of words and sender, of those that teach.
        -- message: below zero for a file that somebody gave.
        ALTER TABLE learnable ADD COLUMN until_day INTEGER;
        ALTER TABLE learnable ADD COLUMN taught INTEGER;
        ALTER TABLE learnable ADD COLUMN digest INTEGER;
        CREATE INDEX learnable_until ON learnable (until_day) WHERE until_day IS NOT NULL;
        CREATE INDEX learnable_tenant ON learnable (tenant, message) WHERE until_day IS NOT NULL;
        CREATE INDEX learnable_digest ON learnable (tenant, digest) WHERE taught IS NOT NULL;

        -- Words have other places since: what was counted at the old ones says nothing any more. The sites stay.
        DELETE FROM learnable;
        DELETE FROM learned_sender;
        UPDATE tenant_memory SET good = 0, bad = 0, counts = NULL;
        """;

    public const string WithoutKeys = """
        -- The keys of memories come from the vault and lie in no file: what was kept under those that lay here is forgotten with them.
        -- salt: goes into the key of words; another one after everything was forgotten.
        DELETE FROM tenant_memory;
        DELETE FROM known_site;
        DELETE FROM learnable;
        DELETE FROM learned_sender;
        ALTER TABLE tenant_memory RENAME COLUMN key TO salt;
        """;
}
