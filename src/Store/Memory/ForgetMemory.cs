using System.Security.Cryptography;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;

namespace Sekisho.Store.Memory;

/// <summary>Forgets what is old, once a day, and everything of a tenant with it.</summary>
internal sealed class ForgetMemory(Writer writer, TimeProvider clock)
{
    /// <summary>Sites that no message has linked to for so long are new again.</summary>
    public const int SiteDays = 180;

    /// <summary>After so many silent days decisions over a sender count again.</summary>
    public const int SenderDays = 90;

    /// <summary>After so many days everything learned counts half.</summary>
    public const int HalfLifeDays = 90;

    /// <summary>Most sites that a tenant remembers; those not seen for longest go first.</summary>
    public const int MostSites = 50_000;

    private long _lastDay;

    public async Task RunAsync()
    {
        var today = Days.Of(clock.GetUtcNow());
        if (today == _lastDay) return;
        await writer.CommitAsync(transaction => Run(transaction.Db, today)).ConfigureAwait(false);
        _lastDay = today;
    }

    /// <summary>The memory of a tenant ends with it; its key does in the vault.</summary>
    public static void Tenant(Connection db, long tenant)
    {
        db.Run(MemorySql.RemoveTenant, tenant);
        db.Run(MemorySql.RemoveSitesOfTenant, tenant);
        db.Run(MemorySql.RemoveLearnableOfTenant, tenant);
        db.Run(MemorySql.RemoveSendersOfTenant, tenant);
    }

    /// <summary>What was learned of words ends, and the salt of its key; messages in quarantine teach nothing any more.</summary>
    public static bool Words(Connection db, long tenant, long today)
    {
        db.Run(MemorySql.Forget, tenant, today, RandomNumberGenerator.GetBytes(WordCounts.SaltBytes));
        db.Run(MemorySql.RemoveLearnableOfTenant, tenant);
        db.Run(MemorySql.RemoveSendersOfTenant, tenant);
        return true;
    }

    private static bool Run(Connection db, long today)
    {
        db.Run(MemorySql.RemoveOldSites, today - SiteDays);
        db.Run(MemorySql.RemoveOldSenders, today - SenderDays);
        db.Run(MemorySql.RemoveOldLearnable, today);
        foreach (var tenant in Numbers(db, MemorySql.Tenants))
        {
            db.Run(MemorySql.RemoveMostSites, tenant, MostSites);
            db.Run(MemorySql.RemoveMostLearnable, tenant, LearnDecisions.MostKept);
        }

        foreach (var tenant in Numbers(db, MemorySql.ToHalve, today - HalfLifeDays + 1))
        {
            if (LearnDecisions.Read(db, tenant) is not { } counts) continue;
            counts.Halve();
            db.Run(MemorySql.SetCounts, tenant, counts.Good, counts.Bad, counts.Counts);
            db.Run(MemorySql.SetHalved, tenant, today);
        }

        return true;
    }

    private static List<long> Numbers(Connection db, string sql, params ReadOnlySpan<SqlValue> values)
    {
        var found = new List<long>();
        using var rows = db.Query(sql, values);
        while (rows.Next()) found.Add(rows.Number(0));
        return found;
    }
}
