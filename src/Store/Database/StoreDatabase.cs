using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sekisho.Store.Database;

/// <summary>The database file and how connections to it are opened.</summary>
/// <param name="path">The file.</param>
/// <param name="diskReserveBytes">What is kept free on its disk.</param>
internal sealed class StoreDatabase(string path, long diskReserveBytes)
{
    private const int PageBytes = 4096;

    /// <summary>
    /// How large the log may grow before the writer copies it into the file, in pages (16 MiB). Measured: below it copying
    /// gets in the way, above it nothing is gained.
    /// </summary>
    private const long MostLogPages = 4000;

    /// <summary>
    /// The log, and the file that grows by as much when the log is copied, fit twice into the reserve: so a queue can be
    /// worked off on a disk that takes no more mail.
    /// </summary>
    private readonly long _logPages = Math.Clamp(diskReserveBytes / 4 / PageBytes, 64, MostLogPages);

    public string Path => path;

    /// <summary>Set by <see cref="Start"/>: there was no database, or an empty file.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Opens the connection that writes.</summary>
    /// <remarks>
    /// synchronous=FULL: a commit returns after the log is flushed (house rule: 250 means durable).
    /// secure_delete: a removed message is overwritten, not only forgotten.
    /// </remarks>
    public Connection OpenWriter()
    {
        var connection = Connection.Open(path, readOnly: false);
        try
        {
            connection.RunScript(FormattableString.Invariant($"""
                PRAGMA busy_timeout = 2000;
                PRAGMA page_size = {PageBytes};
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = {_logPages};
                PRAGMA journal_size_limit = 67108864;
                PRAGMA cache_size = -16384;
                PRAGMA temp_store = MEMORY;
                PRAGMA trusted_schema = OFF;
                """));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads, beside the writer.</summary>
    public Connection OpenReader()
    {
        var connection = Connection.Open(path, readOnly: true);
        try
        {
            connection.RunScript("""
                PRAGMA busy_timeout = 2000;
                PRAGMA query_only = ON;
                PRAGMA cache_size = -4096;
                PRAGMA temp_store = MEMORY;
                PRAGMA trusted_schema = OFF;
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// At an ordered stop, when all connections are closed: puts the log into the database and removes it, so that the one file is
    /// whole. Only a connection that may write, and closes last, does that. A disk that refuses changes nothing: the next start reads the log.
    /// </summary>
    public void RemoveLog()
    {
        try
        {
            using var last = Connection.Open(path, readOnly: false);
            last.RunScript(DatabaseSql.EmptyLog);
        }
        catch (SqliteException)
        {
            // The log stays, and nothing of it is lost.
        }
    }

    /// <summary>Opens the writer at the start and brings the tables up to date.</summary>
    /// <exception cref="StoreFolderException">The file is broken, not ours, of a newer program, or cannot be written.</exception>
    public Connection Start()
    {
        Connection? connection = null;
        try
        {
            connection = OpenWriter();
            IsNew = Schema.Migrate(connection, path) == 0;
            return connection;
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (exception is SqliteException sqlite) throw Explain(sqlite);
            throw;
        }
    }

    /// <summary>What an operator is told of an error at the start.</summary>
    public StoreFolderException Explain(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreFolderException(
            $"The store's database {path} is damaged ({exception.Message}). Bring it back from a backup; or move it and its -wal file away and start with an empty store: what is queued and held in it is then not delivered.",
            exception),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new StoreFolderException(
            $"The store's database {path} cannot be opened for writing ({exception.Message}). Check that the folder exists, belongs to the user of this process and that the disk is not mounted read-only.",
            exception),
        raw.SQLITE_FULL or raw.SQLITE_IOERR => new StoreFolderException(
            $"The store's database {path} cannot be written ({exception.Message}). Free space on the disk or look at its health, then start again.",
            exception),
        _ => new StoreFolderException($"The store's database {path} cannot be opened: {exception.Message}", exception),
    };
}
