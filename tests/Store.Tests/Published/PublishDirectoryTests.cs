using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Published;

public sealed class PublishDirectoryTests
{
    [Fact]
    public async Task A_store_that_nothing_was_published_to_takes_no_mail_and_says_so()
    {
        await using var store = await TestStore.OpenAsync(TestStore.NewFolder(), new Sekisho.Testing.ManualTimeProvider(), ownsFolder: true);
        var answer = await PublishAsync(store, new PublishDirectoryRequest { Version = 0 });
        Assert.Equal((0L, false), (answer.Version, answer.Tagged));
        Assert.Empty(answer.QueueKeysInUse);
        await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Ayumi), CallFailure.Unavailable);
    }

    [Fact]
    public async Task The_directory_is_still_there_after_a_restart_so_that_mail_is_taken_without_the_vault()
    {
        var store = await TestStore.NewAsync();
        await using var again = await store.RestartAsync();
        var id = await again.AcceptAsync(TestStore.Ayumi, TestStore.AtBranch);
        Assert.Equal(id, Assert.Single(await again.MailboxAsync(TestStore.Ayumi)).Id);
        Assert.Equal(id, (await again.LeaseOneAsync()).MessageId);
    }

    [Fact]
    public async Task A_whole_directory_replaces_the_old_one_with_its_last_page_only()
    {
        await using var store = await TestStore.NewAsync();
        store.Keys.AddAccount("new@house.example");
        var whole = store.Keys.Whole();
        await PublishAsync(store, whole with { Addresses = [], Last = false });
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store, TestStore.Ken));
        await PublishAsync(store, whole with { Tenants = [], Domains = [], Addresses = [store.Keys.AccountOf("new@house.example")], LookupKey = null, QueueKey = null });
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store, "new@house.example"));
        Assert.Equal(ResolutionResult.UnknownMailbox, await ResolveAsync(store, TestStore.Ken));
    }

    [Fact]
    public async Task A_change_is_taken_on_top_of_what_it_builds_on_and_nothing_else_goes()
    {
        await using var store = await TestStore.NewAsync();
        var version = (await PublishAsync(store, new PublishDirectoryRequest { Version = 0 })).Version;
        store.Keys.AddAccount("new@house.example");
        var change = new PublishDirectoryRequest { Version = version + 10, Base = version, Addresses = [store.Keys.AccountOf("new@house.example")], RemovedTags = [store.Keys.AccountOf(TestStore.Ken).Tag] };
        Assert.Equal(version, (await PublishAsync(store, change with { Base = version + 1 })).Version);
        Assert.Equal(ResolutionResult.UnknownMailbox, await ResolveAsync(store, "new@house.example"));
        Assert.Equal(version + 10, (await PublishAsync(store, change)).Version);
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store, "new@house.example"));
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store, TestStore.Ayumi));
        Assert.Equal(ResolutionResult.UnknownMailbox, await ResolveAsync(store, TestStore.Ken));
        await TestStore.RejectedAsync(() => PublishAsync(store, change with { Base = null }));
    }

    [Fact]
    public async Task A_tenant_that_is_removed_takes_its_domains_and_addresses_with_it()
    {
        await using var store = await TestStore.NewAsync();
        var version = (await PublishAsync(store, new PublishDirectoryRequest { Version = 0 })).Version;
        await PublishAsync(store, new PublishDirectoryRequest { Version = version + 1, Base = version, RemovedTenants = [store.Keys.NumberOf("house")] });
        Assert.Equal(ResolutionResult.NotOurs, await ResolveAsync(store, TestStore.Ken));
        Assert.Equal(ResolutionResult.Known, await ResolveAsync(store, TestStore.AtBranch));
    }

    [Fact]
    public async Task A_page_has_ten_thousand_items_and_not_one_more()
    {
        await using var store = await TestStore.NewAsync();
        var tags = Enumerable.Range(0, PublishDirectoryRequest.MostItems).Select(_ => new byte[16]).ToList();
        var version = (await PublishAsync(store, new PublishDirectoryRequest { Version = 0 })).Version;
        var page = new PublishDirectoryRequest { Version = version + 1, Base = version, RemovedTags = tags };
        await PublishAsync(store, page);
        await TestStore.RejectedAsync(() => PublishAsync(store, page with { Version = version + 2, Base = version + 1, RemovedTags = [.. tags, new byte[16]] }), CallFailure.TooLarge);
    }

    [Fact]
    public async Task Keys_tags_and_numbers_of_the_wrong_form_are_refused()
    {
        await using var store = await TestStore.NewAsync();
        var version = (await PublishAsync(store, new PublishDirectoryRequest { Version = 0 })).Version;
        var page = new PublishDirectoryRequest { Version = version + 1, Base = version };
        var off = store.Keys.Queue with { Point = new byte[64] };
        await TestStore.RejectedAsync(() => PublishAsync(store, page with { QueueKey = off }));
        await TestStore.RejectedAsync(() => PublishAsync(store, page with { QueueKey = store.Keys.Queue with { Id = "x" } }));
        await TestStore.RejectedAsync(() => PublishAsync(store, page with { Tenants = [new PublishedTenant(0, store.Keys.Queue, store.Keys.Queue)] }));
        await TestStore.RejectedAsync(() => PublishAsync(store, page with { RemovedTags = [new byte[15]] }));
        await TestStore.RejectedAsync(() => PublishAsync(store, page with { LookupKey = new byte[32] }));
        await TestStore.RejectedAsync(() => PublishAsync(store, page with { Domains = [new PublishedDomain(new byte[16], 1, new Route(RouteKind.Mx, "x.example"))] }));
    }

    [Fact]
    public async Task A_queue_key_is_in_use_until_its_last_message_has_left()
    {
        await using var store = await TestStore.NewAsync();
        var first = store.Keys.Queue.Id;
        await store.AcceptAsync(TestStore.AtBranch);
        var quarantined = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.AtBranch);
        store.Keys.NewQueueKey();
        var second = store.Keys.Queue.Id;
        string[] both = [.. ((string[])[first, second]).Order(StringComparer.Ordinal)];
        Assert.Equal(both, (await store.PublishAsync()).QueueKeysInUse);
        await store.SettleAsync(await store.LeaseOneAsync(), DeliveryOutcome.Delivered);
        Assert.Equal(both, (await PublishAsync(store, new PublishDirectoryRequest { Version = 0 })).QueueKeysInUse);
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(QuarantineAction.Delete, quarantined));
        Assert.Equal([second], (await PublishAsync(store, new PublishDirectoryRequest { Version = 0 })).QueueKeysInUse);
    }

    [Fact]
    public async Task What_was_sealed_to_the_old_queue_key_and_comes_after_the_new_one_is_refused_and_taken_again()
    {
        await using var store = await TestStore.NewAsync();
        var request = TestStore.Message(store.NewId(), [TestStore.AtBranch]);
        var changed = false;
        var content = new ChangingStream(TestStore.Content(), async () =>
        {
            if (changed) return;
            changed = true;
            store.Keys.NewQueueKey();
            await store.PublishAsync();
        });
        await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(StoreCalls.Accept, request, content, 300), CallFailure.Unavailable);
        Assert.Empty(await store.QueueAsync());
        await store.AcceptAsync(request, TestStore.Content());
        Assert.Equal([store.Keys.Queue.Id], (await PublishAsync(store, new PublishDirectoryRequest { Version = 0 })).QueueKeysInUse);
        Assert.Equal(TestStore.Content(), await store.ReadAsync(await store.LeaseOneAsync()));
    }

    [Fact]
    public async Task One_tenants_envelope_names_nobody_of_another()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.Ayumi, TestStore.AtBranch);
        var trace = await store.Calls.SendAsync(StoreCalls.Trace, new ByIdRequest(id));
        var branch = Assert.Single(trace.Envelopes, envelope => envelope.Tenant == store.Keys.NumberOf("branch"));
        var job = await store.LeaseOneAsync();
        Assert.Equal(branch.Envelope, job.Sealed.Envelope.Envelope);
        Assert.Equal(TestStore.AtBranch, Assert.Single(job.Whole.Recipients).Recipient.Address);
        Assert.Equal(2, trace.Envelopes.Count);
    }

    [Fact]
    public async Task A_trace_whose_keys_are_destroyed_tells_steps_without_names()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.Ayumi);
        var trace = await store.Calls.SendAsync(StoreCalls.Trace, new ByIdRequest(id));
        Assert.True(Sekisho.Sealing.Boxes.SealedBox.TryParse(trace.Envelopes[0].Box, out var box));
        store.Keys.Destroyed.Add(box.Header.KeyId.ToString());
        var opened = await store.TraceAsync(id);
        Assert.Equal(Opening.OpenLists.NotReadable, opened.Envelope.ReversePath);
        Assert.Equal(["accepted", "delivered"], opened.Events.Select(step => step.What));
    }

    private static async Task<PublishDirectoryReply> PublishAsync(TestStore store, PublishDirectoryRequest request) =>
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, request);

    private static async Task<ResolutionResult> ResolveAsync(TestStore store, string address) =>
        (await store.Calls.SendAsync(StoreCalls.Resolve, new ResolveRequest(address, null))).Result;

    /// <summary>Does something while it is read.</summary>
    private sealed class ChangingStream(byte[] bytes, Func<Task> first) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await first();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
