using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Sekisho.Roles.Calls;
using SQLitePCL;

namespace Sekisho.Vault.Database;

/// <summary>
/// The vault's database: one connection that writes, one transaction at a time, and a few that read beside it. A write that has
/// returned is on disk.
/// </summary>
internal sealed class VaultDatabase : IDisposable
{
    private readonly ConcurrentBag<Connection> _readers = [];
    private readonly Lock _writing = new();
    private readonly string _path;
    private Connection? _writer;
    private volatile bool _disposed;

    private VaultDatabase(string path, Connection writer) => (_path, _writer) = (path, writer);

    /// <summary>The size of file and log, in bytes.</summary>
    public long Bytes => LengthOf(_path) + LengthOf(_path + "-wal");

    /// <summary>Opens the file and brings its tables up to date.</summary>
    /// <exception cref="VaultFolderException">It cannot be used; the message says why and what to do.</exception>
    public static VaultDatabase Open(string path)
    {
        Connection? connection = null;
        try
        {
            connection = OpenWriter(path);
            Schema.Migrate(connection, path);
            return new VaultDatabase(path, connection);
        }
        catch (SqliteException exception)
        {
            connection?.Dispose();
            throw Explain(path, exception);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Writes in a transaction; when it returns, the changes are on disk.</summary>
    /// <exception cref="CallException">Refused by the work, or the disk does not take it: nothing is changed.</exception>
    public T Write<T>(Func<Connection, T> work)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                _writer ??= OpenWriter(_path);
                _writer.Run("BEGIN IMMEDIATE");
                try
                {
                    var result = work(_writer);
                    _writer.Run("COMMIT");
                    return result;
                }
                catch
                {
                    RollBack();
                    throw;
                }
            }
            catch (SqliteException exception)
            {
                throw Refusal(exception);
            }
        }
    }

    /// <summary>Reads in one transaction, so that several statements see one state.</summary>
    /// <exception cref="CallException">The disk does not let us read now.</exception>
    public T Read<T>(Func<Connection, T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            if (!_readers.TryTake(out var reader)) reader = OpenReader(_path);
            var sound = false;
            try
            {
                reader.Run("BEGIN");
                var result = work(reader);
                reader.Run("COMMIT");
                sound = true;
                return result;
            }
            catch (CallException)
            {
                reader.Run("COMMIT");
                sound = true;
                throw;
            }
            finally
            {
                // A connection that failed is not used again.
                if (sound && !_disposed) _readers.Add(reader);
                else reader.Dispose();
            }
        }
        catch (SqliteException exception)
        {
            throw Refusal(exception);
        }
    }

    /// <summary>Copies the log into the file and cuts it, so that it holds nothing that was removed.</summary>
    /// <returns>False when a reader holds it back: then later.</returns>
    public bool EmptyLog()
    {
        lock (_writing)
        {
            if (_disposed || _writer is null) return false;
            return _writer.First("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0)) == 0;
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _disposed = true;

            // Readers first: only a connection that may write, and closes last, puts the log into the database and removes it.
            while (_readers.TryTake(out var reader)) reader.Dispose();
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void RollBack()
    {
        try
        {
            _writer!.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Some errors roll back by themselves; after others the connection's state is unknown.
            _writer!.Dispose();
            _writer = null;
        }
    }

    /// <remarks>
    /// synchronous=FULL: a commit returns after the log is flushed. secure_delete: removed keys are overwritten, not only
    /// forgotten.
    /// </remarks>
    private static Connection OpenWriter(string path)
    {
        var connection = Connection.Open(path, readOnly: false);
        try
        {
            connection.RunScript("""
                PRAGMA busy_timeout = 2000;
                PRAGMA page_size = 4096;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = 16000;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA cache_size = -65536;
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

    private static Connection OpenReader(string path)
    {
        var connection = Connection.Open(path, readOnly: true);
        connection.RunScript("""
            PRAGMA busy_timeout = 2000;
            PRAGMA query_only = ON;
            PRAGMA cache_size = -4096;
            PRAGMA temp_store = MEMORY;
            PRAGMA trusted_schema = OFF;
            """);
        return connection;
    }

    private static CallException Refusal(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new CallException(CallFailure.Overloaded, "disk full: the vault could not write; nothing was changed.", exception),
        raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
            new CallException(CallFailure.Overloaded, "The vault's disk is full or not writable: " + exception.Message, exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new CallException(CallFailure.Overloaded, "Another program holds the vault's database.", exception),
        _ => new CallException(CallFailure.Faulted, "The vault's database failed: " + exception.Message, exception),
    };

    private static VaultFolderException Explain(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new VaultFolderException(
            $"The vault's database {path} is damaged ({exception.Message}). Bring it back from a backup: without it no mail that was kept can be read.", exception),
        _ => new VaultFolderException($"The vault's database {path} cannot be opened ({exception.Message}). Check that the folder belongs to the user of this process and that the disk is neither full nor read-only.", exception),
    };

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
