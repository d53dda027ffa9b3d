using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Database;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Archive;

/// <summary>A crash at each point of the durability order: 250 means archived, and what is destroyed does not come back.</summary>
public sealed class ArchiveCrashTests
{
    private const int Large = 200_000;

    [Theory]
    [InlineData(0, Large, false)]
    [InlineData(1, Large, false)]
    [InlineData(2, Large, false)]
    [InlineData(3, Large, false)]
    [InlineData(4, Large, true)]
    [InlineData(3, 300, false)]
    [InlineData(4, 300, true)]
    public async Task A_message_is_archived_if_and_only_if_it_is_taken(int step, int size, bool stored)
    {
        var disk = new ProbedDisk();
        await using var store = await Archives.NewAsync(disk);
        var snapshot = "";
        disk.At = reached =>
        {
            if (reached == (DurabilityStep)step && snapshot.Length == 0) snapshot = ProbedDisk.Snapshot(store.Folder);
        };
        var id = await store.AcceptAsync(Disposition.Accept, TestStore.Content(size, 6), TestStore.Ayumi);
        disk.At = null;

        await using var after = await TestStore.OpenAsync(snapshot, store.Clock, ownsFolder: true);
        Assert.Equal(stored ? [id] : [], (await after.MailboxAsync(TestStore.Ayumi)).Select(item => item.Id));
        Assert.Equal(stored ? [id] : [], await after.ArchivedAsync(Archives.House));
        if (stored) Assert.Equal(TestStore.Content(size, 6), (await after.OpenArchivedAsync(id)).Content);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_removal_that_was_interrupted_goes_on_after_the_start(int step)
    {
        var disk = new ProbedDisk();
        await using var store = await Archives.NewAsync(disk);
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.AtBranch);
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large, 2), TestStore.AtBranch);
        foreach (var job in await store.LeaseAsync()) await store.SettleAsync(job, DeliveryOutcome.Delivered);
        var (index, key) = store.IndexOf("branch");
        using (key) await index.UpdateAsync(default);
        store.Keys.DestroyMonth("branch", Archives.January);
        await store.PublishAsync();
        var snapshots = new List<string>();
        disk.At = reached =>
        {
            if (reached == (DurabilityStep)step) snapshots.Add(ProbedDisk.Snapshot(store.Folder));
        };
        await store.Role.Upkeep.RunOnceAsync();
        disk.At = null;

        Assert.NotEmpty(snapshots);
        foreach (var snapshot in snapshots)
        {
            await using var after = await TestStore.OpenAsync(snapshot, store.Clock, ownsFolder: true);
            await after.Role.Upkeep.RunOnceAsync();
            Assert.Empty(await after.MonthsAsync(Archives.Branch));
            Assert.Empty(after.ContentFiles());
        }
    }
}
