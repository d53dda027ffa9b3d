using System.Security.Cryptography;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;
using Sekisho.Store.Senders;

namespace Sekisho.Store.Memory;

/// <summary>
/// Learns from what people decide over messages in quarantine: released is good, deleted is bad. Until then the words of a message are
/// kept as places under the tenant's key, beside the message; they go when it goes.
/// </summary>
internal sealed class LearnDecisions(Writer writer, ReaderPool readers, PublishedDirectory directory, TimeProvider clock)
{
    /// <summary>So many decisions over one sender's domain count, of each sort, until it has been silent for <see cref="ForgetMemory.SenderDays"/>. Stops one sender, or one campaign, from teaching the tenant what it wants.</summary>
    public const int MostOfSender = 5;

    /// <summary>What a message teaches each tenant when it is decided over; prepared outside of the writer's thread.</summary>
    public async ValueTask<IReadOnlyList<Learnable>> PrepareAsync(Verdict verdict, string reversePath, IEnumerable<long> tenants)
    {
        if (verdict.Disposition != Disposition.Quarantine || verdict.Words is not { Length: > 0 } bytes || WordNumbers.Read(bytes) is not { } words) return [];
        var sender = SenderOf(verdict.Facts.Values.GetValueOrDefault("from.address") as string ?? reversePath);
        var found = new List<Learnable>();
        foreach (var tenant in tenants.Where(tenant => tenant > 0).Distinct())
            found.Add(new Learnable(tenant, sender, WordCounts.Write(WordCounts.PlacesOf(await KeyAsync(tenant).ConfigureAwait(false), words))));
        return found;
    }

    /// <summary>Keeps what was prepared beside the message.</summary>
    public static void Keep(WriteTransaction transaction, long message, IReadOnlyList<Learnable> learnables)
    {
        foreach (var one in learnables) transaction.Db.Run(MemorySql.AddLearnable, message, one.Tenant, one.Sender, one.Places);
    }

    /// <summary>Learns from a decision.</summary>
    public static void Decide(WriteTransaction transaction, long message, bool isBad)
    {
        var db = transaction.Db;
        var learnables = new List<Learnable>();
        using (var rows = db.Query(MemorySql.Learnable, message))
            while (rows.Next()) learnables.Add(new Learnable(rows.Number(0), rows.Bytes(1).ToArray(), rows.Bytes(2).ToArray()));
        foreach (var one in learnables) Add(db, one, isBad, Days.Of(transaction.Now));
        Forget(transaction, message);
    }

    /// <summary>Nobody decided: nothing is learned.</summary>
    public static void Forget(WriteTransaction transaction, long message) => transaction.Db.Run(MemorySql.RemoveLearnable, message);

    /// <summary>Learns from a message that somebody gives.</summary>
    public async ValueTask<LearnReply> TeachAsync(LearnRequest request)
    {
        if (WordNumbers.Read(request.Words) is not { Length: > 0 } words) throw FindMessage.Rejected("There are too few words in the message to learn from.");
        var scope = await readers.ReadAsync(connection => SenderScope.Find(connection, directory, request.For)).ConfigureAwait(false);
        var one = new Learnable(scope.Tenant, SenderOf(request.Sender), WordCounts.Write(WordCounts.PlacesOf(await KeyAsync(scope.Tenant).ConfigureAwait(false), words)));
        return new LearnReply(await writer.CommitAsync(transaction => Add(transaction.Db, one, request.IsBad, Days.Of(transaction.Now))).ConfigureAwait(false));
    }

    /// <summary>Tells what a tenant has learned, or forgets it first.</summary>
    public async ValueTask<LearnedReply> LearnedAsync(LearnedRequest request)
    {
        var scope = await readers.ReadAsync(connection => SenderScope.Find(connection, directory, request.For)).ConfigureAwait(false);
        if (request.Reset) await writer.CommitAsync(transaction => ForgetMemory.Words(transaction.Db, scope.Tenant, Days.Of(transaction.Now))).ConfigureAwait(false);
        return await readers.ReadAsync(connection =>
        {
            using var rows = connection.Query(MemorySql.Memory, scope.Tenant);
            var (good, bad) = rows.Next() ? ((int)rows.Number(2), (int)rows.Number(3)) : (0, 0);
            return new LearnedReply(good, bad, (int)(connection.Number(MemorySql.CountSenders, scope.Tenant) ?? 0), good >= WordCounts.FewestOfEach && bad >= WordCounts.FewestOfEach, connection.Number(MemorySql.CountSites, scope.Tenant, long.MaxValue) ?? 0);
        }).ConfigureAwait(false);
    }

    /// <summary>What a tenant has learned; null for nothing.</summary>
    public static WordCounts? Read(Connection connection, long tenant)
    {
        using var rows = connection.Query(MemorySql.Counts, tenant);
        return rows.Next() && WordCounts.IsWellFormed(rows.Bytes(2)) ? new WordCounts((int)rows.Number(0), (int)rows.Number(1), rows.Bytes(2).ToArray()) : null;
    }

    private static bool Add(Connection db, Learnable one, bool isBad, long today)
    {
        if (db.Number(MemorySql.DecisionsOf, one.Tenant, one.Sender, isBad) >= MostOfSender) return false;
        var counts = Read(db, one.Tenant) ?? WordCounts.Empty();
        counts.Add(one.Places, isBad);
        db.Run(MemorySql.SetCounts, one.Tenant, counts.Good, counts.Bad, counts.Counts);
        db.Run(MemorySql.AddDecision, one.Tenant, one.Sender, isBad, today);
        return true;
    }

    private byte[] SenderOf(string address) =>
        directory.Tags.Of("learned-sender"u8, AddressParts.TryParse(address, out var parts) ? parts.Domain : "").ToBytes();

    /// <summary>The tenant's key, made when it is first needed.</summary>
    private async ValueTask<byte[]> KeyAsync(long tenant)
    {
        while (true)
        {
            var key = await readers.ReadAsync(connection =>
            {
                using var rows = connection.Query(MemorySql.Memory, tenant);
                return rows.Next() ? rows.Bytes(1).ToArray() : null;
            }).ConfigureAwait(false);
            if (key is not null) return key;
            await writer.CommitAsync(transaction => Begin(transaction.Db, tenant, Days.Of(clock.GetUtcNow()))).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a tenant's memory where there is none.</summary>
    public static bool Begin(Connection db, long tenant, long today)
    {
        db.Run(MemorySql.Begin, tenant, today, RandomNumberGenerator.GetBytes(WordCounts.KeyBytes));
        return true;
    }
}
