using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sekisho.Store.Database;

/// <summary>
/// A prepared statement that is kept for the connection's life and used again and again. It goes past the command
/// objects of the data provider to its prepared-statement interface: binding bytes and UTF-8 without copies and
/// without objects per value is what the store's rate hangs on.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Binds the values to ?1, ?2 … in order.</summary>
    public void Bind(ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            Check(value.Kind switch
            {
                SqlValueKind.Number => raw.sqlite3_bind_int64(_statement, i + 1, value.Number),
                SqlValueKind.Text => raw.sqlite3_bind_text(_statement, i + 1, value.Text!),
                SqlValueKind.Utf8 => raw.sqlite3_bind_text(_statement, i + 1, value.Bytes.Span),
                // An empty run of bytes would be bound as NULL.
                SqlValueKind.Blob when value.Bytes.IsEmpty => raw.sqlite3_bind_zeroblob(_statement, i + 1, 0),
                SqlValueKind.Blob => raw.sqlite3_bind_blob(_statement, i + 1, value.Bytes.Span),
                _ => raw.sqlite3_bind_null(_statement, i + 1),
            });
        }
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE) return false;
        SqliteException.ThrowExceptionForRC(result, _database);
        return false;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    /// <summary>The bytes of a BLOB or of a TEXT in UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>Makes it ready for the next use and lets go of the bound values.</summary>
    public void Reset()
    {
        // The result repeats the error of the last step, which was reported there.
        raw.sqlite3_reset(_statement);
        raw.sqlite3_clear_bindings(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _database);
    }
}
