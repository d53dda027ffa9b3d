namespace Sekisho.Store.Database;

/// <summary>Statements about the database as a whole.</summary>
internal static class DatabaseSql
{
    /// <summary>The numbers of the newest message: what the clock must be past, found without reading whole tables.</summary>
    public const string LastEvent = "SELECT max(number) FROM event WHERE message = (SELECT max(number) FROM message)";

    public const string LastMailboxEntry = "SELECT max(number) FROM mailbox WHERE message = (SELECT max(number) FROM message)";

    public const string EmptyLog = "PRAGMA wal_checkpoint(TRUNCATE)";
}
