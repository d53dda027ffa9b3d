using System.Buffers.Binary;
using System.Security.Cryptography;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Senders;

namespace Sekisho.Store.Memory;

/// <summary>
/// Learns from what people decide over messages in quarantine: released is good, deleted is bad. Until then the words of the message are
/// kept as places under the tenant's key; of a message that taught something for <see cref="KeptDays"/> more, so that a decision that is
/// changed can be taken back. Of what was delivered at once, or taught nothing, nothing is kept: who has the store's database could test
/// words against each message. It teaches as a file that somebody gives.
/// </summary>
internal sealed class LearnDecisions(Writer writer, ReaderPool readers, PublishedDirectory directory, MemoryKeys keys, TimeProvider clock)
{
    /// <summary>So many decisions over one sender's domain count, of each sort, until it has been silent for <see cref="ForgetMemory.SenderDays"/>. Stops one sender, or one campaign, from teaching the tenant what it wants.</summary>
    public const int MostOfSender = 5;

    /// <summary>So many days after somebody has decided over a message he may decide otherwise.</summary>
    public const int KeptDays = 30;

    /// <summary>Most messages of a tenant whose decisions can be taken back. Stops a flood of decisions from filling the disk: of more the oldest stay as they are.</summary>
    public const int MostKept = 10_000;

    /// <summary>What a message teaches each tenant when it is decided over; prepared outside of the writer's thread.</summary>
    /// <param name="disposition">What inspection decided. Only what is kept for a person's decision teaches: not what is delivered, what waits for an inspection, nor the original of a message that was disarmed.</param>
    /// <param name="words">The numbers of its words; null for none.</param>
    /// <param name="sender">The address in From, or the reverse-path.</param>
    /// <param name="tenants">The tenants of its recipients.</param>
    public async ValueTask<IReadOnlyList<Learnable>> PrepareAsync(Disposition disposition, byte[]? words, string sender, IEnumerable<long> tenants)
    {
        if (disposition is not (Disposition.Quarantine or Disposition.Reject) || words is not { Length: > 0 } || WordNumbers.Read(words) is not { } numbers) return [];
        var found = new List<Learnable>();
        foreach (var tenant in tenants.Where(tenant => tenant > 0).Distinct())
            if (await OfAsync(tenant, sender, numbers).ConfigureAwait(false) is { } one) found.Add(one);
        return found;
    }

    /// <summary>Keeps what was prepared beside the message.</summary>
    public static void Keep(WriteTransaction transaction, long message, IReadOnlyList<Learnable> learnables)
    {
        foreach (var one in learnables) Keep(transaction.Db, message, one);
    }

    /// <summary>Whether anything is kept of a message's words.</summary>
    public static bool Knows(Connection db, long message) => db.Number(MemorySql.HasLearnable, message) is not null;

    /// <summary>Learns from a decision; a decision of before is taken back. What then teaches nothing is forgotten, unless it is still in quarantine.</summary>
    /// <param name="transaction">In which it is written.</param>
    /// <param name="message">The message.</param>
    /// <param name="isBad">It is unwanted; null to take back what was learned, no more.</param>
    /// <returns>False where nothing has changed: it was learned so before, nothing is known of its words any more, or the sender has taught enough.</returns>
    public static bool Decide(WriteTransaction transaction, long message, bool? isBad)
    {
        var db = transaction.Db;
        var learnables = new List<(Learnable One, bool? Taught)>();
        using (var rows = db.Query(MemorySql.Learnable, message))
            while (rows.Next()) learnables.Add((new Learnable(rows.Number(0), rows.Bytes(1).ToArray(), rows.Bytes(2).ToArray()), rows.IsNull(3) ? null : rows.Truth(3)));
        var today = Days.Of(transaction.Now);
        var changed = false;
        foreach (var (one, taught) in learnables)
        {
            if (taught is { } before && before == isBad) continue;
            if (taught is { } old) Remove(db, one, old);
            var counts = isBad is { } bad && Add(db, one, bad, today);
            changed |= taught is not null || counts;
            if (counts) db.Run(MemorySql.SetTaught, message, one.Tenant, isBad == true, today + KeptDays, DigestOf(one));
            else if (db.Number(QuarantineSql.IsIn, message) == 1) db.Run(MemorySql.SetUntaught, message, one.Tenant);
            else db.Run(MemorySql.RemoveLearnableOf, message, one.Tenant);
        }

        return changed;
    }

    /// <summary>Nobody decided: nothing is learned.</summary>
    public static void Forget(WriteTransaction transaction, long message) => transaction.Db.Run(MemorySql.RemoveLearnable, message);

    /// <summary>Learns from a message that somebody gives.</summary>
    public async ValueTask<LearnReply> TeachAsync(LearnRequest request)
    {
        if (WordNumbers.Read(request.Words) is not { Length: > 0 } words) throw FindMessage.Rejected("There are too few words in the message to learn from.");
        var scope = await readers.ReadAsync(connection => SenderScope.Find(connection, directory, request.For)).ConfigureAwait(false);
        var one = await OfAsync(scope.Tenant, request.Sender, words).ConfigureAwait(false)
            ?? throw new CallException(CallFailure.Unavailable, "The vault has not given the store the key of this tenant's memory since the store was started. 'sekisho status' tells whether the vault is open.");
        return new LearnReply(await writer.CommitAsync(transaction => Teach(transaction, one, request.IsBad)).ConfigureAwait(false));
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

    /// <summary>A file is known by its words and sender: given again it counts once, and given as the other sort it, or the decision over the message, is taken back.</summary>
    private static bool Teach(WriteTransaction transaction, Learnable one, bool isBad)
    {
        var digest = DigestOf(one);
        if (transaction.Db.Number(MemorySql.FindTaught, one.Tenant, digest) is not { } message)
        {
            // Numbers of messages are above zero.
            message = digest | long.MinValue;
            Keep(transaction.Db, message, one);
        }

        return Decide(transaction, message, isBad);
    }

    private static void Keep(Connection db, long message, Learnable one) => db.Run(MemorySql.AddLearnable, message, one.Tenant, one.Sender, one.Places);

    private static long DigestOf(Learnable one) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData([.. one.Sender, .. one.Places]));

    private static void Remove(Connection db, Learnable one, bool isBad)
    {
        if (Read(db, one.Tenant) is not { } counts) return;
        counts.Remove(one.Places, isBad);
        db.Run(MemorySql.SetCounts, one.Tenant, counts.Good, counts.Bad, counts.Counts);
        db.Run(MemorySql.TakeDecision, one.Tenant, one.Sender, isBad);
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

    /// <summary>What a message can teach a tenant; null while the tenant's key is not here.</summary>
    private async ValueTask<Learnable?> OfAsync(long tenant, string sender, int[] words)
    {
        if (keys.TagOf(tenant, "learned-sender"u8, AddressParts.TryParse(sender, out var parts) ? parts.Domain : "") is not { } tag) return null;
        var salt = await SaltAsync(tenant).ConfigureAwait(false);
        using var key = keys.OfWords(tenant, salt);
        return key is null ? null : new Learnable(tenant, tag.ToBytes(), WordCounts.Write(WordCounts.PlacesOf(key.Span, words)));
    }

    /// <summary>The salt of the tenant's row, made when it is first needed.</summary>
    private async ValueTask<byte[]> SaltAsync(long tenant)
    {
        while (true)
        {
            var salt = await readers.ReadAsync(connection =>
            {
                using var rows = connection.Query(MemorySql.Memory, tenant);
                return rows.Next() ? rows.Bytes(1).ToArray() : null;
            }).ConfigureAwait(false);
            if (salt is not null) return salt;
            await writer.CommitAsync(transaction => Begin(transaction.Db, tenant, Days.Of(clock.GetUtcNow()))).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a tenant's memory where there is none.</summary>
    public static bool Begin(Connection db, long tenant, long today)
    {
        db.Run(MemorySql.Begin, tenant, today, RandomNumberGenerator.GetBytes(WordCounts.SaltBytes));
        return true;
    }
}
