using Microsoft.Data.Sqlite;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Memory;
using Sekisho.Store.Published;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Memory;

/// <summary>The keys of tenants' memories are in memory only: who has the folder can test no guess.</summary>
public sealed class MemoryKeyTests
{
    private static readonly byte[] BadWords = WordNumbers.Write([.. Enumerable.Range(1, 40)]);
    private static readonly byte[] GoodWords = WordNumbers.Write([.. Enumerable.Range(1001, 40)]);

    [Fact]
    public async Task No_key_of_a_memory_is_in_any_file_of_the_store()
    {
        await using var store = await TestStore.NewAsync();
        await LearnAsync(store);
        var key = store.Keys.MemoryKeys[1];
        Assert.InRange(FilesWith(store.Folder, Salt(store)), 1, 2);
        Assert.Equal(0, FilesWith(store.Folder, key));
        await store.Role.DisposeAsync();
        Assert.Equal((2, 0), (store.Keys.MemoryKeys.Count, store.Keys.MemoryKeys.Values.Sum(one => FilesWith(store.Folder, one))));
    }

    [Fact]
    public async Task Sites_and_words_lie_under_the_key_and_mean_nothing_under_another()
    {
        await using var store = await TestStore.NewAsync();
        await LearnAsync(store);
        Assert.Empty((await AskAsync(store, BadWords, "s5.example")).NewSites!);
        foreach (var tenant in (long[])[1, 2]) store.Keys.MemoryKeys[tenant] = new byte[32];
        await store.PublishAsync();
        var other = await AskAsync(store, BadWords, "s5.example");
        Assert.Equal([0], other.NewSites);
        Assert.InRange(other.Learned!.Value, 0.3, 0.7);
    }

    [Fact]
    public async Task A_store_that_was_started_again_tells_and_learns_nothing_until_it_has_the_keys_again()
    {
        var first = await TestStore.NewAsync();
        Assert.Equal(0, (await first.StatusAsync()).TenantsWithoutMemory);
        await LearnAsync(first);
        await using var store = await first.RestartAsync();
        Assert.Equal(2, (await store.StatusAsync()).TenantsWithoutMemory);
        var without = await AskAsync(store, BadWords, "s5.example", "never.example");
        Assert.Null(without.NewSites);
        Assert.Null(without.Learned);
        await AcceptAsync(store, Disposition.Quarantine, BadWords, []);
        await AcceptAsync(store, Disposition.Accept, BadWords, ["later.example"]);
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(CallFailure.Unavailable, (await Assert.ThrowsAsync<CallException>(() => TeachAsync(store, BadWords, "late.example", true))).Failure);
        Assert.Equal(new LearnedReply(10, 10, 20, true, 100), await store.Calls.SendAsync(StoreCalls.Learned, new LearnedRequest("house.example", false)));

        var lacking = (await store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = 0 })).WithoutMemoryKey!;
        Assert.Equal([1, 2], lacking);
        Assert.Null((await store.Calls.SendAsync(StoreCalls.PublishDirectory, store.Keys.MemoryOf(lacking))).WithoutMemoryKey);
        Assert.Equal(0, (await store.StatusAsync()).TenantsWithoutMemory);
        var with = await AskAsync(store, BadWords, "s5.example", "never.example", "later.example");
        Assert.Equal([1, 2], with.NewSites);
        Assert.InRange(with.Learned!.Value, 0.95, 1);
    }

    [Fact]
    public async Task A_key_ends_with_its_tenant()
    {
        await using var store = await TestStore.NewAsync();
        var version = (await store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = 0 })).Version;
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = version + 1, Base = version, RemovedTenants = [2], Last = true });
        Assert.Null((await store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = 0 })).WithoutMemoryKey);
        var whole = store.Keys.Whole() with { Version = version + 2 };
        Assert.Equal([1, 2], (await store.Calls.SendAsync(StoreCalls.PublishDirectory, whole)).WithoutMemoryKey);
    }

    [Fact]
    public async Task Keys_of_another_length_with_a_version_or_too_many_are_refused()
    {
        await using var store = await TestStore.NewAsync();
        Task Give(long version, params IReadOnlyList<PublishedMemoryKey> keys) =>
            store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = version, MemoryKeys = keys }).AsTask();
        await Give(0, [.. Enumerable.Range(1, PublishDirectoryRequest.MostItems).Select(tenant => new PublishedMemoryKey(tenant, new byte[32]))]);
        await Assert.ThrowsAsync<CallException>(() => Give(0, [.. Enumerable.Range(1, PublishDirectoryRequest.MostItems + 1).Select(tenant => new PublishedMemoryKey(tenant, new byte[32]))]));
        await TestStore.RejectedAsync(() => Give(0, new PublishedMemoryKey(1, new byte[31])));
        await TestStore.RejectedAsync(() => Give(0, new PublishedMemoryKey(0, new byte[32])));
        await TestStore.RejectedAsync(() => Give(1_000_000, new PublishedMemoryKey(1, new byte[32])));
    }

    [Fact]
    public async Task A_key_that_lay_in_the_database_goes_with_all_that_was_kept_under_it()
    {
        var first = await TestStore.NewAsync();
        await LearnAsync(first);
        await AcceptAsync(first, Disposition.Quarantine, BadWords, []);
        var key = Salt(first);
        await first.Role.DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={first.DatabasePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE tenant_memory RENAME COLUMN salt TO key; PRAGMA user_version = 12";
            command.ExecuteNonQuery();
        }

        Assert.InRange(FilesWith(first.Folder, key), 1, 2);
        await using var store = await first.RestartAsync();
        await store.PublishAsync();
        Assert.Equal(new LearnedReply(0, 0, 0, false, 0), await store.Calls.SendAsync(StoreCalls.Learned, new LearnedRequest("house.example", false)));
        await TeachAsync(store, BadWords, "a.example", true);
        await store.Role.DisposeAsync();
        Assert.Equal(0, FilesWith(store.Folder, key));
    }

    /// <summary>Ten decisions of each sort and a hundred sites.</summary>
    private static async Task LearnAsync(TestStore store)
    {
        for (var i = 0; i < 10; i++)
        {
            await TeachAsync(store, BadWords, $"bad{i}.example", true);
            await TeachAsync(store, GoodWords, $"good{i}.example", false);
        }

        for (var i = 0; i < 4; i++) await AcceptAsync(store, Disposition.Accept, null, [.. Enumerable.Range(i * 25, 25).Select(at => $"s{at}.example")]);
        await store.Role.Upkeep.RunOnceAsync();
        store.Clock.Advance(TimeSpan.FromDays(AnswerMemory.FewestDays));
    }

    private static async Task AcceptAsync(TestStore store, Disposition disposition, byte[]? words, string[] sites)
    {
        var facts = new FactSet();
        facts.Set("from.address", "hana@partner.example");
        facts.Set("auth.dmarc", "pass");
        facts.Set("links.clicked", sites);
        await store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.Ayumi]) with { Verdict = new Verdict { Disposition = disposition, Facts = facts, Words = words } }, TestStore.Content());
    }

    private static async Task TeachAsync(TestStore store, byte[] words, string domain, bool isBad) =>
        Assert.True((await store.Calls.SendAsync(StoreCalls.Learn, new LearnRequest("house.example", words, $"a@{domain}", isBad))).Counted);

    private static async Task<MemoryReply> AskAsync(TestStore store, byte[] words, params string[] sites) =>
        await store.Calls.SendAsync(MemoryCalls.Ask, new MemoryRequest([TestStore.Ken], sites, words));

    private static int FilesWith(string folder, byte[] bytes) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Count(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content.AsSpan().IndexOf(bytes) >= 0;
        });

    private static byte[] Salt(TestStore store)
    {
        using var connection = new SqliteConnection($"Data Source={store.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT salt FROM tenant_memory";
        return (byte[])command.ExecuteScalar()!;
    }
}
