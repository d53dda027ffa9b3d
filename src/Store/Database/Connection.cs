using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sekisho.Store.Database;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private Connection(SqliteConnection connection) => _connection = connection;

    /// <summary>How many rows this connection has changed since it was opened.</summary>
    public long TotalChanges => raw.sqlite3_total_changes(_connection.Handle!);

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_connection.Handle!);

    /// <summary>The number that the last inserted row was given.</summary>
    public long LastNumber => raw.sqlite3_last_insert_rowid(_connection.Handle!);

    /// <summary>Whether a transaction is open: some errors end it, some leave it.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle!) == 0;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static Connection Open(string path, bool readOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return new Connection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(sql, values);
        rows.Next();
        return Changes;
    }

    /// <summary>Runs a query; the caller disposes the rows before it uses the same statement again.</summary>
    public Rows Query(string sql, params ReadOnlySpan<SqlValue> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(_connection.Handle!, sql);
            _statements.Add(sql, statement);
        }

        try
        {
            statement.Bind(values);
        }
        catch
        {
            statement.Reset();
            throw;
        }

        return new Rows(statement);
    }

    /// <summary>Runs several statements that are used only once, at the start.</summary>
    public void RunScript(string script)
    {
        var result = raw.sqlite3_exec(_connection.Handle!, script);
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _connection.Handle!);
    }

    /// <summary>The first column of the first row as a number, or null for no row or NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(sql, values);
        return rows.Next() && !rows.IsNull(0) ? rows.Number(0) : null;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        _connection.Dispose();
    }
}
