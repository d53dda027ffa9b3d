using System.Globalization;
using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Entries;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Publishing;

/// <summary>
/// Retention: removes the contents of old entries in whole bundles; the tiles stay, so every proof still holds. First the ledger
/// records what it is going to remove, then that is published and kept in the state, only then the bundles are unlinked: a bundle that
/// is missing without such an entry is damage.
/// </summary>
internal sealed class Pruning(FolderTiles tiles, Publisher publisher, OwnWriter own, int retentionDays, TimeProvider clock, ILogger log)
{
    /// <summary>No more bundles are removed at one time: the rest at the next.</summary>
    private const int MostBundlesAtOnce = 4096;

    private long _removed;

    /// <summary>Removes what is older than the policy allows.</summary>
    public async Task RunAsync()
    {
        if (retentionDays > 0)
        {
            var from = publisher.Pruned;
            var to = FirstYoung(from, clock.GetUtcNow() - TimeSpan.FromDays(retentionDays));
            if (to > from)
            {
                await own.WriteAsync(EntryType.Pruned, new Dictionary<string, string>
                {
                    ["from"] = from.ToString(CultureInfo.InvariantCulture),
                    ["to"] = to.ToString(CultureInfo.InvariantCulture),
                    ["days"] = retentionDays.ToString(CultureInfo.InvariantCulture),
                });
                await publisher.PublishAsync(to);
                Log.Pruned(log, from, to - 1, retentionDays);
            }
        }

        Remove(publisher.Pruned);
    }

    /// <summary>Unlinks the bundles that are declared as removed, from the beginning: at every moment what is missing is the beginning of the log.</summary>
    private void Remove(long pruned)
    {
        for (; _removed < pruned / TilePath.FullWidth; _removed++)
            File.Delete(tiles.PathOf(new TilePath(TilePath.Entries, _removed, TilePath.FullWidth)));
    }

    /// <summary>The index of the first entry whose bundle must stay.</summary>
    private long FirstYoung(long from, DateTimeOffset before)
    {
        var bundle = from / TilePath.FullWidth;
        var full = publisher.Published.Head.Size / TilePath.FullWidth;
        for (var looked = 0; bundle < full && looked < MostBundlesAtOnce; bundle++, looked++)
        {
            if (tiles.ReadBundle(new TilePath(TilePath.Entries, bundle, TilePath.FullWidth)) is not { } bytes) break;
            if (!EntryBundle.TryGet(bytes, TilePath.FullWidth - 1, out var last) || EntryReader.TimeOf(last) is not { } time || time >= before) break;
        }

        return bundle * TilePath.FullWidth;
    }
}
