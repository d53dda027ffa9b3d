using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Archive;

public sealed class ArchiveTests
{
    private const int Large = 200_000;

    [Fact]
    public async Task What_is_delivered_or_relayed_is_in_the_archive_of_each_tenant_with_its_own_recipients()
    {
        await using var store = await Archives.NewAsync();
        var content = TestStore.Content(Large);
        var id = await store.AcceptAsync(Disposition.Accept, content, TestStore.Ayumi, TestStore.AtBranch);

        Assert.Equal([id], await store.ArchivedAsync(Archives.House));
        Assert.Equal([id], await store.ArchivedAsync(Archives.Branch));
        var (atHouse, read) = await store.OpenArchivedAsync(id, Archives.House);
        var (atBranch, _) = await store.OpenArchivedAsync(id, Archives.Branch);
        Assert.Equal(content, read);
        Assert.Equal([TestStore.Ayumi], atHouse.Recipients.Select(entry => entry.Recipient.Address));
        Assert.Equal([TestStore.AtBranch], atBranch.Recipients.Select(entry => entry.Recipient.Address));
        // One content for mailbox, queue and two archives.
        Assert.Single(store.ContentFiles());
        await TestStore.RejectedAsync(() => store.ArchivedMessageAsync(id));
    }

    [Fact]
    public async Task Without_an_archive_nothing_is_archived()
    {
        await using var store = await Archives.NewAsync(null, "house");
        var id = await store.AcceptAsync(TestStore.AtBranch);
        Assert.Empty(await store.MonthsAsync(Archives.Branch));
        await TestStore.RejectedAsync(() => store.ArchivedMessageAsync(id));
    }

    [Fact]
    public async Task What_somebody_of_a_tenant_sends_is_in_its_archive_with_all_recipients()
    {
        await using var store = await Archives.NewAsync();
        var id = store.NewId();
        await store.AcceptAsync(TestStore.Message(id, [TestStore.Ken, TestStore.AtBranch, "someone@elsewhere.example"], sender: TestStore.Ayumi, account: TestStore.Ayumi), TestStore.Content());
        var (sent, _) = await store.OpenArchivedAsync(id, Archives.House);
        var (received, _) = await store.OpenArchivedAsync(id, Archives.Branch);
        Assert.Equal([TestStore.Ken, TestStore.AtBranch, "someone@elsewhere.example"], sent.Recipients.Select(entry => entry.Recipient.Address));
        Assert.Equal([TestStore.AtBranch], received.Recipients.Select(entry => entry.Recipient.Address));
    }

    [Fact]
    public async Task What_goes_to_another_tenant_alone_is_in_the_archive_of_who_has_sent_it_too()
    {
        await using var store = await Archives.NewAsync(null, "house");
        var id = store.NewId();
        await store.AcceptAsync(TestStore.Message(id, [TestStore.AtBranch], sender: TestStore.Ayumi, account: TestStore.Ayumi), TestStore.Content());
        Assert.Equal([id], await store.ArchivedAsync(Archives.House));
        Assert.Equal(TestStore.AtBranch, Assert.Single((await store.OpenArchivedAsync(id)).Envelope.Recipients).Recipient.Address);
    }

    [Fact]
    public async Task What_is_kept_in_quarantine_is_archived_when_it_is_released_and_never_when_it_is_deleted()
    {
        await using var store = await Archives.NewAsync();
        var released = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        var deleted = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(Large), TestStore.Ayumi);
        Assert.Empty(await store.ArchivedAsync(Archives.House));
        await TestStore.RejectedAsync(() => store.ArchivedMessageAsync(released));

        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(QuarantineAction.Release, released));
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(QuarantineAction.Delete, deleted));

        Assert.Equal([released], await store.ArchivedAsync(Archives.House));
        Assert.Equal(TestStore.Content(), (await store.OpenArchivedAsync(released)).Content);
        Assert.Empty(store.ContentFiles());
    }

    [Fact]
    public async Task What_has_left_the_queue_stays_in_the_archive_without_its_trace()
    {
        await using var store = await Archives.NewAsync();
        var id = await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.AtBranch);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Delivered);
        Assert.Single(store.ContentFiles());

        store.Clock.Advance(TimeSpan.FromDays(TestStore.Quick.TraceDays + 1));
        await store.Role.Upkeep.RunOnceAsync();

        await TestStore.RejectedAsync(() => store.TraceAsync(id));
        var (envelope, content) = await store.OpenArchivedAsync(id);
        Assert.Equal(TestStore.AtBranch, Assert.Single(envelope.Recipients).Recipient.Address);
        Assert.Equal(TestStore.Content(Large), content);
    }

    [Fact]
    public async Task A_destroyed_month_takes_with_it_what_nobody_else_needs()
    {
        await using var store = await Archives.NewAsync();
        var relayed = await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.AtBranch);
        var shared = await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large, 2), TestStore.AtBranch, TestStore.Ayumi);
        foreach (var job in await store.LeaseAsync()) await store.SettleAsync(job, DeliveryOutcome.Delivered);
        store.Clock.Advance(TimeSpan.FromDays(60));
        await store.Role.Upkeep.RunOnceAsync();

        store.Keys.DestroyMonth("branch", Archives.January);
        await store.PublishAsync();
        Assert.Empty(await store.MonthsAsync(Archives.Branch));
        await store.Role.Upkeep.RunOnceAsync();
        await store.Role.Upkeep.RunOnceAsync();

        await TestStore.RejectedAsync(() => store.ArchivedMessageAsync(relayed));
        await TestStore.RejectedAsync(() => store.ArchivedMessageAsync(shared, Archives.Branch));
        Assert.Equal(TestStore.Content(Large, 2), (await store.OpenArchivedAsync(shared, Archives.House)).Content);
        Assert.Equal(TestStore.Content(Large, 2), await store.ReadAsync(StoreCalls.MailboxContent, shared));
        Assert.Single(store.ContentFiles());
        // Not even its row is left: its trace had been forgotten before.
        using var connection = new Sekisho.Store.Database.StoreDatabase(store.DatabasePath, 0).OpenReader();
        Assert.Null(connection.Number(Sekisho.Store.Intake.IntakeSql.Find, relayed));
        Assert.NotNull(connection.Number(Sekisho.Store.Intake.IntakeSql.Find, shared));
    }

    [Fact]
    public async Task The_archive_of_a_tenant_that_is_no_more_is_removed()
    {
        await using var store = await Archives.NewAsync();
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(Large), TestStore.AtBranch);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Delivered);
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, store.Keys.Whole() with { RemovedTenants = [Archives.Branch] });
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Empty(store.ContentFiles());
    }

    [Fact]
    public async Task Mail_goes_under_the_month_of_its_receipt_and_under_the_last_one_known_while_the_vault_is_away()
    {
        await using var store = await Archives.NewAsync();
        store.Clock.Advance(TimeSpan.FromDays(31) - TimeSpan.FromMilliseconds(1));
        var january = await store.AcceptAsync(TestStore.Ayumi);
        store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var february = await store.AcceptAsync(TestStore.Ayumi);
        store.Clock.Advance(TimeSpan.FromDays(60));
        var april = await store.AcceptAsync(TestStore.Ayumi);
        Assert.Equal([january], await store.ArchivedAsync(Archives.House));
        Assert.Equal([february, april], await store.ArchivedAsync(Archives.House, 202602));
        Assert.Equal([new ArchivedMonth(Archives.January, 1), new ArchivedMonth(202602, 2)], await store.MonthsAsync(Archives.House));
    }

    [Fact]
    public async Task A_month_is_searched_by_sender_and_subject_and_its_tokens_go_with_it()
    {
        await using var store = await Archives.NewAsync();
        var first = await store.AcceptWithSubjectAsync("Rechnung für Oktober", TestStore.Ayumi);
        var second = await store.AcceptWithSubjectAsync("請求書について", TestStore.Ken);
        var (index, key) = store.IndexOf("house");
        using (key)
        {
            Assert.Equal(2, await index.UpdateAsync(default));
            Assert.Equal(0, await index.UpdateAsync(default));
            Assert.Equal(first, Assert.Single(await index.SearchAsync("rechnung elsewhere", 10, default)).Id);
            Assert.Equal(second, Assert.Single(await index.SearchAsync("請求", 10, default)).Id);
            Assert.Equal([second, first], (await index.SearchAsync("someone", 10, default)).Select(item => item.Id));
            var listed = new List<string?>();
            await foreach (var item in index.ListAsync(default)) listed.Add(item.Subject);
            Assert.Equal(["Rechnung für Oktober", "請求書について"], listed);
            var token = key.TokensOf("rechnung")[0];
            Assert.True(store.IsOnDisk(token));

            store.Keys.DestroyMonth("house", Archives.January);
            await store.PublishAsync();
            await store.Role.Upkeep.RunOnceAsync();
            Assert.Empty(await index.SearchAsync("rechnung", 10, default));
        }
    }

    [Fact]
    public async Task What_was_sealed_before_an_archive_began_is_refused_and_brought_again()
    {
        var disk = new ProbedDisk();
        await using var store = await TestStore.NewAsync(disk: disk);
        store.Keys.AddArchive("house", Archives.January);
        // The archive begins while the content comes in: after it was sealed, before its commit.
        disk.At = step =>
        {
            if (step != Sekisho.Store.Database.DurabilityStep.ContentWritten) return;
            disk.At = null;
            store.PublishAsync().GetAwaiter().GetResult();
        };
        var id = store.NewId();
        await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Message(id, [TestStore.Ayumi]), TestStore.Content(Large)), CallFailure.Unavailable);
        Assert.Empty(store.ContentFiles());
        await store.AcceptAsync(TestStore.Message(id, [TestStore.Ayumi]), TestStore.Content(Large));
        Assert.Equal([id], await store.ArchivedAsync(Archives.House));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task A_tenant_has_at_most_three_archive_months_at_once(int months, bool taken)
    {
        await using var store = await TestStore.NewAsync();
        store.Keys.AddArchive("house", [.. Enumerable.Range(1, months).Select(month => 202600L + month)]);
        if (taken) await store.PublishAsync();
        else await TestStore.RejectedAsync(store.PublishAsync);
    }
}
