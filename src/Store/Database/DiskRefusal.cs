using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Sekisho.Roles.Calls;
using SQLitePCL;

namespace Sekisho.Store.Database;

/// <summary>Tells failures of the disk, which pass, from bugs and broken data, which do not.</summary>
internal static class DiskRefusal
{
    /// <summary>Makes of a failure of the disk the answer that a caller turns into 4xx: nothing was promised, try again.</summary>
    public static bool TryExplain(Exception exception, [NotNullWhen(true)] out CallException? refusal)
    {
        refusal = exception switch
        {
            SqliteException sqlite => Explain(sqlite, sqlite),
            UncertainCommitException { InnerException: SqliteException sqlite } => Explain(sqlite, exception),
            IOException or UnauthorizedAccessException => new CallException(
                CallFailure.Overloaded, "disk full or not writable: " + exception.Message, exception),
            _ => null,
        };
        return refusal is not null;
    }

    /// <summary>After these the connection is opened anew: it may have been opened, or have fallen back, in a state that no longer holds.</summary>
    public static bool NeedsNewConnection(Exception exception) =>
        exception is not SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_CONSTRAINT };

    /// <summary>Whether the database had no room.</summary>
    public static bool IsFull(Exception? exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_FULL };

    private static CallException? Explain(SqliteException error, Exception inner) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new CallException(CallFailure.Overloaded, "disk full: the store could not write and has not taken it", inner),
        raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new CallException(
            CallFailure.Overloaded, "disk full or not writable: " + error.Message, inner),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new CallException(
            CallFailure.Overloaded, "another program holds the store's database: " + error.Message, inner),
        _ => null,
    };
}
