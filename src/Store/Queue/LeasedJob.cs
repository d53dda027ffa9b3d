using Sekisho.Store.Database;

namespace Sekisho.Store.Queue;

/// <summary>What settling needs of a leased delivery.</summary>
internal sealed record LeasedJob(
    long Message,
    string MessageId,
    bool HasNullSender,
    long Destination,
    Route Route,
    int Attempts,
    DateTimeOffset ExpiresAt,
    int Failures,
    DateTimeOffset DownUntil,
    long Tenant)
{
    /// <summary>Null when the lease is not the last that was given, or the delivery is gone.</summary>
    public static LeasedJob? Read(Connection connection, long number, string lease)
    {
        using var rows = connection.Query(QueueSql.Leased, number, lease);
        return rows.Next()
            ? new LeasedJob(
                rows.Number(0), rows.Text(1), rows.Truth(2), rows.Number(3), Destinations.Read(rows, 4), (int)rows.Number(8), rows.Moment(9),
                (int)rows.Number(10), rows.Moment(11), rows.Number(12))
            : null;
    }
}
