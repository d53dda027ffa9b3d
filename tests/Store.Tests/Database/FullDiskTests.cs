using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;
using Sekisho.Testing;

namespace Sekisho.Store.Tests.Database;

public sealed class FullDiskTests
{
    [Fact]
    public async Task What_is_still_coming_in_counts_as_taken()
    {
        var space = new FreeSpace(new ProbedDisk { Free = 200 }, ".", reserveBytes: 100);
        using (space.Take(60))
        {
            await TestStore.RejectedAsync(() => Task.FromResult(space.Take(41)), CallFailure.Overloaded);
            space.Take(40).Dispose();
        }

        using var all = space.Take(100);
        await TestStore.RejectedAsync(() => Task.FromResult(space.Take(1)), CallFailure.Overloaded);
    }

    [TinyDiskFact]
    public async Task On_a_full_disk_mail_is_refused_nothing_is_lost_and_it_goes_on_when_there_is_space()
    {
        using var tiny = TinyDisk.TryMount(4)!;
        var ballast = Path.Combine(tiny.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[1_500_000]);
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(tiny.Folder, "store")).FullName;
        var kept = new Dictionary<string, byte[]>();
        var clock = new ManualTimeProvider();
        await using (var store = await TestStore.NewAsync(TestStore.Quick with { DiskReserveBytes = 0 }, folder: folder))
        {
            clock = store.Clock;
            var refusal = await FillAsync(store, kept, 5000);
            Assert.StartsWith("disk full", refusal.Message, StringComparison.Ordinal);
            Assert.True(kept.Count > 20, $"{kept.Count} fitted");
            await TestStore.RejectedAsync(
                () => store.AcceptAsync(Disposition.Accept, TestStore.Content(150_000), TestStore.Ayumi), CallFailure.Overloaded);
            Assert.Empty(store.ContentFiles());
            Assert.Equal(kept.Count, (await store.MailboxAsync(TestStore.Ayumi)).Count);

            File.Delete(ballast);
            var before = kept.Count;
            await FillAsync(store, kept, 5000);
            Assert.True(kept.Count > before, "works again without a restart");
            await CheckAsync(store, kept);
        }

        await using var again = await TestStore.OpenAsync(folder, clock, TestStore.Quick with { DiskReserveBytes = 0 });
        await CheckAsync(again, kept);
    }

    [TinyDiskFact]
    public async Task With_the_reserve_what_is_in_the_queue_can_still_leave_a_full_disk()
    {
        using var tiny = TinyDisk.TryMount(8)!;
        await using var store = await TestStore.NewAsync(TestStore.Quick with { DiskReserveBytes = 2_000_000 }, folder: tiny.Folder);
        var accepted = 0;
        try
        {
            while (accepted < 5000)
            {
                await store.AcceptAsync(Disposition.Accept, TestStore.Content(5000), TestStore.AtBranch);
                accepted++;
            }
        }
        catch (CallException full) when (full.Failure == CallFailure.Overloaded)
        {
            // The reserve is reached: what this test begins with.
        }

        Assert.InRange(accepted, 50, 4999);
        var settled = 0;
        while (await store.LeaseAsync(most: 100) is { Count: > 0 } jobs)
        {
            foreach (var job in jobs) await store.SettleAsync(job, DeliveryOutcome.Delivered);
            settled += jobs.Count;
        }

        Assert.Equal(accepted, settled);
        Assert.Empty(await store.QueueAsync());
    }

    [TinyDiskFact]
    public async Task On_a_read_only_disk_the_start_says_what_is_wrong_and_after_it_everything_is_there()
    {
        using var tiny = TinyDisk.TryMount(4)!;
        var store = await TestStore.NewAsync(folder: tiny.Folder, options: TestStore.Quick with { DiskReserveBytes = 0 });
        var id = await store.AcceptAsync(TestStore.Ayumi);
        await store.Role.DisposeAsync();

        tiny.MakeReadOnly(true);
        var failure = await Assert.ThrowsAsync<StoreFolderException>(() => TestStore.OpenAsync(tiny.Folder, store.Clock));
        Assert.Contains(tiny.Folder, failure.Message, StringComparison.Ordinal);
        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);

        tiny.MakeReadOnly(false);
        await using var again = await TestStore.OpenAsync(tiny.Folder, store.Clock);
        Assert.Equal(id, Assert.Single(await again.MailboxAsync(TestStore.Ayumi)).Id);
    }

    [Fact]
    public async Task Below_the_reserve_new_mail_is_refused_before_it_is_written()
    {
        var disk = new ProbedDisk { Free = (64 * 1024 * 1024) + 300 };
        await using var store = await TestStore.NewAsync(disk: disk);
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(300), TestStore.Ayumi);
        var refused = await TestStore.RejectedAsync(
            () => store.AcceptAsync(Disposition.Accept, TestStore.Content(301), TestStore.Ayumi), CallFailure.Overloaded);
        Assert.StartsWith("disk full", refused.Message, StringComparison.Ordinal);
        Assert.Equal(disk.Free, (await store.StatusAsync()).FreeDiskBytes);
    }

    private static async Task<CallException> FillAsync(TestStore store, Dictionary<string, byte[]> kept, int size)
    {
        for (var i = 0; i < 5000; i++)
        {
            var content = TestStore.Content(size, kept.Count);
            try
            {
                kept.Add(await store.AcceptAsync(Disposition.Accept, content, TestStore.Ayumi), content);
            }
            catch (CallException full) when (full.Failure == CallFailure.Overloaded)
            {
                return full;
            }
        }

        throw new InvalidOperationException("The disk was never full.");
    }

    private static async Task CheckAsync(TestStore store, Dictionary<string, byte[]> kept)
    {
        var items = await store.MailboxAsync(TestStore.Ayumi);
        Assert.Equal(kept.Keys, items.Select(item => item.Id));
        foreach (var (id, content) in kept)
            Assert.True(TestStore.Same(content, await store.ReadAsync(StoreCalls.MailboxContent, id)), id);
    }
}
