using Sekisho.Store.Content;
using Sekisho.Store.Database;

namespace Sekisho.Store.Archive;

/// <summary>
/// Removes what is left of archive months whose keys the vault has destroyed: it cannot be read any more. A message that is
/// also in a mailbox, in the queue or in another tenant's archive stays there. A crash leaves a shorter rest for the next time.
/// </summary>
internal sealed class RemoveDestroyedMonths(Writer writer, RemoveContent remove)
{
    /// <summary>In steps of 500 messages, so that mail does not wait behind it.</summary>
    /// <returns>How many messages left the archive.</returns>
    public async Task<int> RunAsync()
    {
        var total = 0;
        while (true)
        {
            var (messages, isMore) = await writer.CommitAsync(Apply).ConfigureAwait(false);
            total += messages;
            if (!isMore) return total;
        }
    }

    private (int Messages, bool IsMore) Apply(WriteTransaction transaction)
    {
        var db = transaction.Db;
        long tenant;
        long month;
        using (var rows = db.Query(ArchiveSql.Destroyed))
        {
            if (!rows.Next()) return (0, false);
            (tenant, month) = (rows.Number(0), rows.Number(1));
        }

        if (db.Run(ArchiveSql.RemoveTokens, ArchiveBox.Of(tenant, month)) > 0) return (0, true);
        var messages = new List<long>();
        using (var rows = db.Query(ArchiveSql.OfMonth, tenant, month))
            while (rows.Next()) messages.Add(rows.Number(0));
        foreach (var message in messages)
        {
            db.Run(ArchiveSql.Remove, tenant, month, message);
            remove.WhenUnreferenced(transaction, message);
        }

        if (messages.Count == 0) db.Run(ArchiveSql.EndDestroyed, tenant, month);
        return (messages.Count, true);
    }
}
