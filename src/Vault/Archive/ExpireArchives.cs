using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Archive;

/// <summary>
/// Destroys archive months: those whose retention is over, and those that a person wants destroyed. Steps:
/// 1. the store says how many messages are in them;
/// 2. one transaction removes their keys, wraps all that is left under a new root key and a new tenant key, and keeps the entry;
/// 3. the old root key is destroyed, the store is told and removes the rows;
/// 4. the entry is recorded, and its proof becomes a certificate. A start finishes what a crash has left (<see cref="Erase"/>).
/// </summary>
internal sealed class ExpireArchives(VaultDatabase database, Erase erase, ICallClient calls, Recorder recorder, TimeProvider clock, ILogger log)
{
    /// <summary>Months destroyed in one transaction: everything of their tenants is wrapped anew in it, and nothing is opened meanwhile.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Mail of the last moments of a month may still be on its way into it.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromDays(1);

    /// <summary>When a month that is kept for so many months after its end is destroyed.</summary>
    public static DateTimeOffset EndOf(long month, int months) => ArchiveMonth.Begin(ArchiveMonth.Add(month, months + 1));

    /// <summary>Destroys what is due.</summary>
    public async Task RunDueAsync()
    {
        while (true)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var due = database.Read(db => db.All(ArchiveVaultSql.Due, row => (Tenant: row.GetInt64(0), Month: row.GetInt64(1)), (now.Year * 12L) + now.Month - 1, MostAtOnce));
            if (due.Count == 0) return;
            await DestroyAsync(due, "retention").ConfigureAwait(false);
            Log.ArchiveMonthsDestroyed(log, due.Count);
            if (due.Count < MostAtOnce) return;
        }
    }

    /// <exception cref="CallException">The month may not be destroyed by hand.</exception>
    public void CheckMayExpire(long month, bool isHeld)
    {
        if (isHeld) throw Rejected($"The month {ArchiveMonth.Text(month)} is on hold: release it first.");
        if (clock.GetUtcNow() < ArchiveMonth.Begin(ArchiveMonth.Add(month, 1)) + Settled)
            throw Rejected($"The month {ArchiveMonth.Text(month)} has not been over for a day: mail still comes into it.");
    }

    /// <summary>Destroys one month now.</summary>
    /// <returns>Its certificate.</returns>
    public ValueTask<ErasureCertificate?> NowAsync(long tenant, long month, ArchiveReason reason) => DestroyAsync([(tenant, month)], reason.ToString().ToLowerInvariant());

    private async ValueTask<ErasureCertificate?> DestroyAsync(List<(long Tenant, long Month)> months, string reason)
    {
        var counts = new Dictionary<(long, long), long>();
        foreach (var tenant in months.Select(one => one.Tenant).Distinct())
        {
            var reply = await calls.SendAsync(ArchiveCalls.Months, new ArchiveMonthsRequest(tenant)).ConfigureAwait(false);
            foreach (var month in reply.Months) counts[(tenant, month.Month)] = month.Messages;
        }

        var entries = months.ConvertAll(one => recorder.Entry(EntryType.ArchiveDestroyed) with
        {
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{one.Tenant}"), Class = "archive-month" },
            Details = Recorder.Details(
                ("month", ArchiveMonth.Text(one.Month)), ("messages", FormattableString.Invariant($"{counts.GetValueOrDefault(one)}")), ("reason", reason)),
        });
        return await erase.DestroyAsync(entries, db => Remove(db, months), [.. months.Select(one => one.Tenant).Distinct()]).ConfigureAwait(false);
    }

    private int Remove(Connection db, List<(long Tenant, long Month)> months)
    {
        var version = DirectoryVersions.Next(db, clock.GetUtcNow());
        var removed = 0;
        foreach (var (tenant, month) in months)
        {
            // Put on hold, or destroyed by somebody else, since it was looked at: nothing is done at all.
            if (db.Run(ArchiveVaultSql.RemoveMonth, tenant, month) == 0) throw Rejected($"The month {ArchiveMonth.Text(month)} is on hold, or destroyed already.");
            removed += db.Run(ArchiveVaultSql.RemovePairs, tenant, month);
            db.Run(DirectorySql.TouchTenant, tenant, version);
            db.Run(DirectorySql.AddRemoved, version, (long)DirectoryVersions.RemovedArchiveMonth, tenant, DirectoryVersions.TagOf(tenant, month));
        }

        return removed;
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
