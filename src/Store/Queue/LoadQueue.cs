using Sekisho.Store.Database;

namespace Sekisho.Store.Queue;

/// <summary>At the start: tells the schedule which destinations have waiting mail, and which deliveries were leased.</summary>
internal static class LoadQueue
{
    public static void Run(Connection connection, DueSchedule schedule, DateTimeOffset now)
    {
        using (var rows = connection.Query(QueueSql.WaitingDestinations))
            while (rows.Next()) schedule.Load(rows.Number(0), Destinations.Read(rows, 1), rows.Number(5), rows.Number(6));

        // A caller that outlived the store is perhaps still sending these: they stay leased to it.
        using var leased = connection.Query(QueueSql.LeasedBefore);
        while (leased.Next()) schedule.LoadLease(leased.Number(0), leased.Number(1), Destinations.Read(leased, 3), leased.Text(2), now);
    }
}
