using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Memory;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;

namespace Sekisho.Store;

/// <summary>Counts what the store holds.</summary>
internal sealed class ReadStatus(ReaderPool readers, FreeSpace space, AcceptMessage accept, MemoryKeys memory, TimeProvider clock)
{
    public ValueTask<StoreStatus> HandleAsync(CancellationToken cancellation) =>
        readers.ReadAsync(
            connection => new StoreStatus(
                Count(connection, QueueSql.Count),
                Count(connection, IntakeSql.CountHeld),
                Count(connection, QuarantineSql.Count),
                Count(connection, MailboxSql.Count),
                connection.Number(QueueSql.Oldest) is { } oldest
                    ? (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(oldest)).TotalSeconds
                    : null,
                space.Bytes,
                accept.Exempt,
                WithoutMemory(connection)),
            cancellation);

    private long WithoutMemory(Connection connection)
    {
        var count = 0L;
        using var rows = connection.Query(PublishedSql.Tenants);
        while (rows.Next())
            if (!memory.Has(rows.Number(0))) count++;
        return count;
    }

    private static long Count(Connection connection, string sql) => connection.Number(sql) ?? 0;
}
