using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Sekisho.Roles.Calls;

namespace Sekisho.Store.Database;

/// <summary>A few connections that read beside the writer, each on the state of its moment.</summary>
internal sealed class ReaderPool(StoreDatabase database, int size) : IDisposable
{
    private readonly SemaphoreSlim _places = new(size, size);
    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _disposed;

    /// <summary>Reads within one transaction, so that several statements see one state.</summary>
    /// <param name="read">Reads; gives no <see cref="Rows"/> out.</param>
    /// <param name="cancellation">Ends the wait for a connection.</param>
    /// <exception cref="CallException">Refused by the reading, or the disk does not let us read now.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<Connection, T> read, CancellationToken cancellation = default)
    {
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return Read(read);
        }
        catch (SqliteException exception)
        {
            // To the caller a disk that fails is a time to wait, not a fault of the request.
            if (!DiskRefusal.TryExplain(exception, out var refusal)) throw;
            throw new CallException(refusal.Failure, refusal.Message, exception);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private T Read<T>(Func<Connection, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out var connection)) connection = database.OpenReader();
        var sound = false;
        try
        {
            connection.Run("BEGIN");
            T result;
            try
            {
                result = read(connection);
                sound = true;
            }
            catch (CallException)
            {
                sound = true;
                throw;
            }
            finally
            {
                if (sound) connection.Run("COMMIT");
            }

            return result;
        }
        finally
        {
            // A connection that failed is not used again.
            if (sound && !_disposed) _idle.Add(connection);
            else connection.Dispose();
        }
    }
}
