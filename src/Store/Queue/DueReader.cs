using Sekisho.Store.Database;

namespace Sekisho.Store.Queue;

/// <summary>The schedule's own connection: reads what is due. Used under the schedule's lock only.</summary>
internal sealed class DueReader(StoreDatabase database) : IDisposable
{
    private Connection? _connection;

    /// <summary>Adds the next deliveries of a destination that are due to what it has read ahead.</summary>
    public void ReadAhead(DueDestination destination, long now, Predicate<long> isLeased) => Try(connection =>
    {
        while (destination.Ready.Count == 0)
        {
            var any = false;
            using var rows = connection.Query(QueueSql.Due, destination.Number, destination.CursorDue, destination.CursorNumber, now);
            while (rows.Next())
            {
                any = true;
                destination.CursorNumber = rows.Number(0);
                destination.CursorDue = rows.Number(1);
                if (!isLeased(destination.CursorNumber)) destination.Ready.Enqueue(destination.CursorNumber);
            }

            if (!any) break;
        }

        return true;
    });

    /// <summary>When the next delivery that is not due yet falls due, or null.</summary>
    public long? NextDue(DueDestination destination, long now) =>
        Try(connection => connection.Number(QueueSql.NextDue, destination.Number, now));

    public void Dispose() => _connection?.Dispose();

    private T Try<T>(Func<Connection, T> read)
    {
        _connection ??= database.OpenReader();
        try
        {
            return read(_connection);
        }
        catch
        {
            _connection.Dispose();
            _connection = null;
            throw;
        }
    }
}
