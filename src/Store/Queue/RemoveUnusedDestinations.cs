using Sekisho.Store.Database;

namespace Sekisho.Store.Queue;

/// <summary>Forgets destinations that nothing waits for: every domain that spam was ever sent from would stay otherwise.</summary>
internal sealed class RemoveUnusedDestinations(Writer writer)
{
    public async Task RunAsync()
    {
        while (await writer.CommitAsync(Apply).ConfigureAwait(false) > 0)
        {
        }
    }

    private static int Apply(WriteTransaction transaction)
    {
        var unused = new List<long>();
        using (var rows = transaction.Db.Query(QueueSql.UnusedDestinations, SqlValue.Moment(transaction.Now)))
            while (rows.Next()) unused.Add(rows.Number(0));
        foreach (var destination in unused) transaction.Db.Run(QueueSql.RemoveDestination, destination);
        return unused.Count;
    }
}
