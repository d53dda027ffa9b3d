using System.Collections.Concurrent;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Database;

/// <summary>A crash at each point of the durability order: nothing acknowledged is lost, nothing half is found.</summary>
public sealed class CrashTests
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
    public async Task A_crash_during_accept_leaves_the_message_whole_or_not_at_all(int step, int size, bool stored)
    {
        var disk = new ProbedDisk();
        await using var store = await TestStore.NewAsync(disk: disk);
        var before = await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large, 5), TestStore.Ayumi);
        var snapshot = "";
        disk.At = reached =>
        {
            if (reached == (DurabilityStep)step && snapshot.Length == 0) snapshot = ProbedDisk.Snapshot(store.Folder);
        };
        var id = await store.AcceptAsync(Disposition.Accept, TestStore.Content(size, 6), TestStore.Ayumi);
        disk.At = null;

        Assert.NotEqual("", snapshot);
        await using var after = await TestStore.OpenAsync(snapshot, store.Clock, ownsFolder: true);
        Assert.Equal(stored ? [before, id] : [before], (await after.MailboxAsync(TestStore.Ayumi)).Select(item => item.Id));
        Assert.Equal(TestStore.Content(Large, 5), await after.ReadAsync(StoreCalls.MailboxContent, before));
        if (stored) Assert.Equal(TestStore.Content(size, 6), await after.ReadAsync(StoreCalls.MailboxContent, id));
        // The orphan is gone after the start.
        Assert.Equal(stored && size == Large ? 2 : 1, after.ContentFiles().Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_power_cut_that_loses_what_was_not_flushed_does_no_harm(int step)
    {
        var disk = new ProbedDisk();
        await using var store = await TestStore.NewAsync(disk: disk);
        var snapshot = "";
        disk.At = reached =>
        {
            if (reached == (DurabilityStep)step) snapshot = ProbedDisk.Snapshot(store.Folder);
        };
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.Ayumi);
        disk.At = null;

        // Before the file's flush its bytes, before the folder's flush the file itself may be lost.
        var file = Assert.Single(System.IO.Directory.GetFiles(Path.Combine(snapshot, "content"), "*", SearchOption.AllDirectories));
        if (step == 0) await File.WriteAllBytesAsync(file, []);
        else File.Delete(file);
        await using var after = await TestStore.OpenAsync(snapshot, store.Clock, ownsFolder: true);
        Assert.Empty(await after.MailboxAsync(TestStore.Ayumi));
        Assert.Empty(after.ContentFiles());
    }

    [Fact]
    public async Task Without_its_database_the_contents_are_moved_aside_and_not_deleted()
    {
        var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.Ayumi);
        var name = Path.GetFileName(Assert.Single(store.ContentFiles()));
        await store.Role.DisposeAsync();
        foreach (var file in System.IO.Directory.GetFiles(store.Folder, "store.db*")) File.Delete(file);
        await using var after = await TestStore.OpenAsync(store.Folder, store.Clock, ownsFolder: true);
        var kept = Assert.Single(after.ContentFiles());
        Assert.Equal((name, "lost-20260101T000000Z"), (Path.GetFileName(kept), Path.GetFileName(Path.GetDirectoryName(kept))));
        Assert.Equal(Sekisho.Sealing.Contents.ContentFormat.SealedLength(Large), new FileInfo(kept).Length);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 1001)]
    public async Task More_orphans_than_a_crash_can_leave_are_moved_aside(int orphans, int kept)
    {
        var store = await TestStore.NewAsync();
        await store.Role.DisposeAsync();
        for (var i = 0; i < orphans; i++) await File.WriteAllBytesAsync(Path.Combine(store.Folder, "content", "0", $"orphan-{i}"), []);
        await using var after = await TestStore.OpenAsync(store.Folder, store.Clock, ownsFolder: true);
        Assert.Equal(kept, after.ContentFiles().Length);
        Assert.All(after.ContentFiles(), file => Assert.Contains("/lost-", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_crash_between_the_removal_and_the_unlink_leaves_no_file_after_the_start()
    {
        var disk = new ProbedDisk();
        await using var store = await TestStore.NewAsync(disk: disk);
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.AtBranch);
        var job = await store.LeaseOneAsync();
        var snapshot = "";
        disk.At = reached =>
        {
            if (reached == DurabilityStep.BeforeUnlink) snapshot = ProbedDisk.Snapshot(store.Folder);
        };
        await store.SettleAsync(job, DeliveryOutcome.Delivered);
        Assert.Empty(store.ContentFiles());
        Assert.Single(System.IO.Directory.GetFiles(Path.Combine(snapshot, "content"), "*", SearchOption.AllDirectories));
        await using var after = await TestStore.OpenAsync(snapshot, store.Clock, ownsFolder: true);
        Assert.Empty(after.ContentFiles());
    }

    [Fact]
    public async Task A_crash_around_the_commit_of_a_result_keeps_result_and_notice_together()
    {
        foreach (var (step, settled) in ((DurabilityStep, bool)[])[(DurabilityStep.BeforeCommit, false), (DurabilityStep.Committed, true)])
        {
            var disk = new ProbedDisk();
            await using var store = await TestStore.NewAsync(disk: disk);
            await store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.AtBranch], sender: TestStore.Ken), TestStore.Content());
            var job = await store.LeaseOneAsync();
            var snapshot = "";
            disk.At = reached =>
            {
                if (reached == step) snapshot = ProbedDisk.Snapshot(store.Folder);
            };
            await store.SettleAsync(job, DeliveryOutcome.Failed, store.NewId(), TestStore.Content());
            disk.At = null;

            await using var after = await TestStore.OpenAsync(snapshot, store.Clock, ownsFolder: true);
            Assert.Equal(settled ? 1 : 0, (await after.MailboxAsync(TestStore.Ken)).Count);
            Assert.Equal(settled ? 0 : 1, (await after.QueueAsync()).Count);
            if (settled) continue;
            // The deliverer, which outlived the store, reports again: it counts.
            await after.SettleAsync(job, DeliveryOutcome.Failed, store.NewId(), TestStore.Content());
            Assert.Single(await after.MailboxAsync(TestStore.Ken));
        }
    }

    [Fact]
    public async Task Killed_under_load_at_any_commit_everything_acknowledged_is_there()
    {
        var disk = new ProbedDisk();
        await using var store = await TestStore.NewAsync(disk: disk);
        var acknowledged = new ConcurrentDictionary<string, int>();
        var snapshots = new List<(string Folder, string[] Acknowledged)>();
        var commits = 0;
        disk.At = reached =>
        {
            // On the writer's thread: the database stands still, as it does for a process that is killed here.
            if (reached is not (DurabilityStep.Committed or DurabilityStep.BeforeCommit) || ++commits % 13 != 0) return;
            string[] known = [.. acknowledged.Keys];
            snapshots.Add((ProbedDisk.Snapshot(store.Folder), known));
        };
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var seed = (caller * 100) + i;
                var size = i % 8 == 0 ? 70_000 + seed : 3000 + seed;
                acknowledged[await store.AcceptAsync(Disposition.Accept, TestStore.Content(size, seed), i % 2 == 0 ? TestStore.Ayumi : TestStore.AtBranch)] = seed;
            }
        })));
        disk.At = null;

        Assert.Equal(400, acknowledged.Count);
        Assert.True(snapshots.Count >= 3, $"{snapshots.Count} snapshots");
        Assert.Contains(snapshots, snapshot => snapshot.Acknowledged.Length > 50);
        foreach (var (folder, known) in snapshots)
        {
            await using var after = await TestStore.OpenAsync(folder, store.Clock, ownsFolder: true);
            var found = (await after.MailboxAsync(TestStore.Ayumi)).ToDictionary(item => item.Id, item => (Func<Task<byte[]>>)(() => after.ReadAsync(StoreCalls.MailboxContent, item.Id)));
            foreach (var job in await after.LeaseAsync(most: 1000)) found[job.MessageId] = () => after.ReadAsync(job);
            Assert.Empty(known.Except(found.Keys));
            foreach (var (id, read) in found)
            {
                if (!acknowledged.TryGetValue(id, out var seed)) continue;
                var size = seed % 100 % 8 == 0 ? 70_000 + seed : 3000 + seed;
                Assert.True(TestStore.Same(TestStore.Content(size, seed), await read()), id);
            }
        }
    }

    [Fact]
    public async Task A_step_that_fails_refuses_the_message_and_the_next_one_works()
    {
        var disk = new ProbedDisk();
        await using var store = await TestStore.NewAsync(disk: disk);
        foreach (var step in (DurabilityStep[])[DurabilityStep.ContentWritten, DurabilityStep.ContentFlushed, DurabilityStep.ContentDurable, DurabilityStep.BeforeCommit])
        {
            disk.At = reached =>
            {
                if (reached == step) throw new IOException("No space left on device");
            };
            var refused = await TestStore.RejectedAsync(
                () => store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.Ayumi), CallFailure.Overloaded);
            Assert.StartsWith("disk full", refused.Message, StringComparison.Ordinal);
            disk.At = null;
            Assert.Empty(store.ContentFiles());
        }

        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.Ayumi);
        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task One_bad_write_does_not_harm_those_that_share_its_batch()
    {
        await using var store = await TestStore.NewAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            try
            {
                if (i % 3 != 0) await store.AcceptAsync(TestStore.Ayumi);
                else await store.Calls.SendAsync(StoreCalls.QueueChange, new ChangeRequest(QueueAction.Flush, store.NewId()));
                return true;
            }
            catch (CallException exception) when (exception.Failure == CallFailure.Rejected)
            {
                return false;
            }
        })));
        Assert.Equal(40, replies.Count(good => good));
        Assert.Equal(40, (await store.MailboxAsync(TestStore.Ayumi)).Count);
    }
}
