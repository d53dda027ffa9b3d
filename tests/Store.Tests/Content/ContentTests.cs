using System.Text;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Content;

public sealed class ContentTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(65536, 0)]
    [InlineData(65537, 1)]
    [InlineData(3_000_000, 1)]
    public async Task Contents_of_every_size_come_back_as_they_were_given(int size, int files)
    {
        await using var store = await TestStore.NewAsync();
        var content = TestStore.Content(size);
        var id = await store.AcceptAsync(Disposition.Accept, content, TestStore.Ayumi);
        Assert.Equal(files, store.ContentFiles().Length);
        Assert.Equal(content, await store.ReadAsync(StoreCalls.MailboxContent, id));
    }

    [Fact]
    public async Task A_large_content_is_one_file_for_all_recipients_and_goes_with_the_last()
    {
        await using var store = await TestStore.NewAsync();
        var id = store.NewId();
        await store.AcceptAsync(
            TestStore.Message(id, [TestStore.AtBranch, "x@far.example"], account: TestStore.Ken), TestStore.Content(200_000));
        var jobs = await store.LeaseAsync();
        Assert.Equal(2, jobs.Count);
        await store.SettleAsync(jobs[0], DeliveryOutcome.Delivered);
        Assert.Single(store.ContentFiles());
        Assert.Equal(TestStore.Content(200_000), await store.ReadAsync(jobs[1]));
        await store.SettleAsync(jobs[1], DeliveryOutcome.Failed);
        Assert.Empty(store.ContentFiles());
    }

    [Fact]
    public async Task A_mailbox_keeps_the_content_when_the_queue_is_done_with_it()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Accept, TestStore.Content(200_000), TestStore.AtBranch, TestStore.Ayumi);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Delivered);
        Assert.Equal(TestStore.Content(200_000), await store.ReadAsync(StoreCalls.MailboxContent, id));
    }

    [Fact]
    public async Task Two_messages_with_the_same_content_share_nothing()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 2; i++) await store.AcceptAsync(Disposition.Accept, TestStore.Content(200_000), TestStore.Ayumi);
        Assert.Equal(2, store.ContentFiles().Length);
    }

    [Fact]
    public async Task A_deleted_content_is_nowhere_in_the_files_any_more()
    {
        await using var store = await TestStore.NewAsync();
        var secret = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("The-combination-is-12345. ", 40)));
        var id = await store.AcceptAsync(Disposition.Quarantine, secret, TestStore.Ayumi);
        await using var held = await store.Calls.OpenAsync(StoreCalls.QuarantineContent, new Sekisho.Store.ByIdRequest(id));
        var stored = new byte[100];
        await held.Content.ReadExactlyAsync(stored);
        Assert.True(store.IsOnDisk(stored));
        Assert.False(store.IsOnDisk("combination-is-12345"u8));
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(QuarantineAction.Delete, id));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.False(store.IsOnDisk(stored));
    }

    [Fact]
    public async Task One_content_that_cannot_be_read_holds_up_no_other()
    {
        await using var store = await TestStore.NewAsync();
        var broken = await store.AcceptAsync(Disposition.Accept, TestStore.Content(100_000), TestStore.AtBranch);
        File.Delete(Assert.Single(store.ContentFiles()));
        var sound = await store.AcceptAsync(Disposition.Accept, TestStore.Content(), TestStore.AtBranch);
        await using var reply = await store.Calls.OpenAsync(
            StoreCalls.LeaseDue, new LeaseDueRequest { Caller = "deliver-1", Most = 10, InlineContentBytes = 256 * 1024 });
        Assert.Equal([(broken, false), (sound, true)], reply.Value.Jobs.Select(job => (job.MessageId, job.InlineBytes > 0)));
    }

    [Fact]
    public async Task A_reply_that_is_never_written_leaves_no_file_open()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(200_000), TestStore.Ayumi);
        await store.Calls.SendAsync(StoreCalls.QuarantineContent, new Sekisho.Store.ByIdRequest(id));
        var path = Assert.Single(store.ContentFiles());
        Assert.DoesNotContain(System.IO.Directory.EnumerateFiles("/proc/self/fd"), open => TargetOf(open) == path);
    }

    /// <summary>Other tests close files meanwhile.</summary>
    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, false)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_content_that_is_being_read_can_be_removed()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(200_000), TestStore.Ayumi);
        var path = Assert.Single(store.ContentFiles());
        await using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(QuarantineAction.Delete, id));
        Assert.False(File.Exists(path));
        Assert.Equal(200_000, await open.ReadAtLeastAsync(new byte[200_000], 200_000));
    }
}
