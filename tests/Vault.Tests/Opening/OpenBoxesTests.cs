using System.Text;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Opening;

public sealed class OpenBoxesTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";

    [Fact]
    public async Task Deliver_opens_boxes_of_the_queue_and_each_is_on_record()
    {
        await using var vault = await TestVault.NewAsync();
        var (first, firstBox) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, Message);
        var (second, secondBox) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, "1123456789abcdefghjkmnpqrs", "another");

        var reply = await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [first, second]));

        Assert.Equal("a content key of thirty-two byte", TestVault.Open(firstBox, reply.Keys[0].Key));
        Assert.Equal("another", TestVault.Open(secondBox, reply.Keys[1].Key));
        var entries = vault.Ledger.Of(EntryType.MessageReleased).ToList();
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => Assert.Equal(EntryOutcome.Done, entry.Outcome));
        Assert.NotEqual(entries[0].What!.Reference, entries[1].What!.Reference);
    }

    [Fact]
    public async Task Deliver_opens_nothing_but_boxes_of_the_queue()
    {
        await using var vault = await TestVault.NewAsync();
        var mailbox = await vault.PublishedAsync(TestVault.Ayumi);
        var tenant = vault.Store.Tenants[mailbox.Tenant];
        BoxItem[] boxes =
        [
            TestVault.Seal(mailbox.Content, SealPurpose.ContentKey, Message).Item,
            TestVault.Seal(mailbox.Index, SealPurpose.Summary, Message).Item,
            TestVault.Seal(tenant.Quarantine, SealPurpose.MessageKeys, Message).Item,
            TestVault.Seal(tenant.Trace, SealPurpose.Trace, Message).Item,
        ];

        var reply = await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", boxes));

        Assert.All(reply.Keys, key => Assert.Null(key.Key));
        Assert.Equal(4, vault.Ledger.Of(EntryType.MessageReleased).Count(entry => entry.Outcome == EntryOutcome.Refused));
    }

    [Fact]
    public async Task A_ticket_opens_messages_of_its_own_mailbox_only()
    {
        await using var vault = await TestVault.NewAsync();
        var (own, box) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        var (other, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ken)).Content, SealPurpose.ContentKey, Message);
        var ticket = await vault.TicketAsync();

        var good = await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, own));
        var bad = await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, other));

        Assert.Equal("a content key of thirty-two byte", TestVault.Open(box, good.Keys[0].Key));
        Assert.Null(bad.Keys[0].Key);
        Assert.Equal([EntryOutcome.Done, EntryOutcome.Refused], vault.Ledger.Of(EntryType.MessageRead).Select(entry => entry.Outcome));
        Assert.All(vault.Ledger.Of(EntryType.MessageRead), entry => Assert.Equal(32, entry.Who!.Ticket!.Length));
    }

    [Fact]
    public async Task Without_a_live_ticket_nothing_is_opened()
    {
        await using var vault = await TestVault.NewAsync();
        var (own, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        var ticket = await vault.TicketAsync(device: "phone");

        async Task Refused(string text, string? device) => Assert.Equal(
            CallFailure.Rejected,
            (await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(text, device, own)))).Failure);

        await Refused("", null);
        await Refused("forged" + ticket[6..], "phone");
        await Refused(ticket, null);
        await Refused(ticket, "laptop");
        await vault.AsAsync(RoleKind.Web, VaultCalls.Revoke, new RevokeRequest(ticket));
        await Refused(ticket, "phone");
        var second = await vault.TicketAsync();
        vault.Clock.Advance(TimeSpan.FromMinutes(16));
        await Refused(second, null);
    }

    [Fact]
    public async Task A_box_that_is_bound_to_another_message_than_the_named_one_stays_shut()
    {
        await using var vault = await TestVault.NewAsync();
        var (item, _) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, Message);

        foreach (var wrong in new[] { item with { Message = "9123456789abcdefghjkmnpqrs" }, item with { Message = Message[..5] }, item with { Context = Encoding.ASCII.GetBytes(Message + "x") } })
        {
            var reply = await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [wrong]));
            Assert.Null(reply.Keys[0].Key);
        }
    }

    [Fact]
    public async Task A_context_may_go_on_after_a_slash()
    {
        await using var vault = await TestVault.NewAsync();
        var trace = vault.Store.Tenants[(await vault.PublishedAsync(TestVault.Ayumi)).Tenant].Trace;
        var (item, box) = TestVault.Seal(trace, SealPurpose.Trace, Message + "/envelope");

        var reply = await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Envelope, null, [item with { Message = Message }]));

        Assert.NotNull(TestVault.Open(box, reply.Keys[0].Key));
        Assert.Single(vault.Ledger.Of(EntryType.EnvelopeRead));
    }

    [Fact]
    public async Task A_wish_for_envelopes_opens_no_content()
    {
        await using var vault = await TestVault.NewAsync();
        var (item, box) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);

        var envelope = await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Envelope, null, [item]));
        var content = await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Content, null, [item]));

        Assert.Null(envelope.Keys[0].Key);
        Assert.NotNull(TestVault.Open(box, content.Keys[0].Key));
        Assert.Single(vault.Ledger.Of(EntryType.MessageExported));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(96)]
    [InlineData(98)]
    public async Task What_is_no_header_of_a_box_opens_nothing(int length)
    {
        await using var vault = await TestVault.NewAsync();
        var reply = await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [new BoxItem(Message, new byte[length], Encoding.ASCII.GetBytes(Message))]));
        Assert.Null(reply.Keys[0].Key);
    }

    [Fact]
    public async Task The_number_of_boxes_is_limited()
    {
        await using var vault = await TestVault.NewAsync();
        var (item, _) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, Message);
        var most = await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [.. Enumerable.Repeat(item, 1000)]));
        Assert.All(most.Keys, key => Assert.NotNull(key.Key));
        foreach (var count in new[] { 0, 1001 })
            await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [.. Enumerable.Repeat(item, count)])));
    }

    [Fact]
    public async Task Without_the_ledger_nothing_is_opened_leased_used_or_signed()
    {
        await using var vault = await TestVault.NewAsync();
        var (item, _) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, Message);
        var (own, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        var ticket = await vault.TicketAsync();
        vault.Ledger.Away = true;

        async Task Refused<TRequest, TReply>(RoleKind caller, Call<TRequest, TReply> call, TRequest request)
        {
            var refusal = await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(caller, call, request));
            Assert.Equal(CallFailure.Overloaded, refusal.Failure);
            Assert.Contains("ledger", refusal.Message, StringComparison.Ordinal);
        }

        await Refused(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item]));
        await Refused(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, own));
        await Refused(RoleKind.Web, VaultCalls.LeaseIndexKey, new IndexKeyRequest(ticket));
        await Refused(RoleKind.Operator, VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Content, null, [own]));
        await Refused(RoleKind.Web, VaultCalls.LogIn, new LogInRequest(TestVault.Ayumi, TestVault.Password));
    }

    [Fact]
    public async Task The_index_key_is_leased_to_its_ticket_and_opens_summaries()
    {
        await using var vault = await TestVault.NewAsync();
        var published = await vault.PublishedAsync(TestVault.Ayumi);
        var reply = await vault.AsAsync(RoleKind.Web, VaultCalls.LeaseIndexKey, new IndexKeyRequest(await vault.TicketAsync()));

        Assert.Equal(published.Index.Id, reply.KeyId);
        Assert.True(Sekisho.Sealing.Keys.KeyId.TryParse(reply.KeyId, out var id));
        using var pair = Sekisho.Sealing.Keys.SealingKeyPair.Import(id, reply.PrivateKey);
        Assert.Equal(published.Index.Point, pair!.Public.Point.ToArray());
        Assert.Single(vault.Ledger.Of(EntryType.KeyLeased));
    }

    [Fact]
    public async Task One_message_too_many_freezes_the_ticket_until_it_is_thawed()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { Budgets = new BudgetOptions { TicketMessages = 30 } });
        var (own, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        var ticket = await vault.TicketAsync();
        async Task<OpenBoxesReply> OpenAsync() => await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, own));

        // 30 in an hour are 3 in a minute.
        for (var i = 0; i < 3; i++) Assert.NotNull((await OpenAsync()).Keys[0].Key);
        await Assert.ThrowsAsync<CallException>(OpenAsync);
        vault.Clock.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<CallException>(OpenAsync);

        Assert.Single(vault.Ledger.Of(EntryType.BudgetExceeded));
        Assert.Single(vault.Ledger.Of(EntryType.CallerFrozen));
        Assert.Equal(3, vault.Ledger.Of(EntryType.MessageRead).Count());
        var frozen = Assert.Single((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Frozen);
        Assert.Equal([frozen.Caller], (await vault.AsOperatorAsync(VaultCalls.Thaw, new ThawRequest(frozen.Caller))).Callers);
        Assert.NotNull((await OpenAsync()).Keys[0].Key);
        Assert.Single(vault.Ledger.Of(EntryType.CallerThawed));
    }

    [Fact]
    public async Task Who_is_frozen_stays_so_over_a_crash()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { Budgets = new BudgetOptions { DeliverMessages = 10 } });
        var (item, _) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, Message);
        await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item]));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item])));
        var copy = vault.Copy();

        await using var after = await TestVault.OpenAsync(copy, vault.Clock, vault.Ledger, vault.Store, TestVault.Quick with { Budgets = new BudgetOptions { DeliverMessages = 10 } }, ownsFolder: true);
        vault.Clock.Advance(TimeSpan.FromHours(2));
        var refusal = await Assert.ThrowsAsync<CallException>(async () => await after.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item])));
        Assert.Contains("frozen", refusal.Message, StringComparison.Ordinal);
        // The signatures of the frozen role are stopped with it.
        Assert.Equal("deliver", Assert.Single((await after.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Frozen).Caller);
    }

    [Fact]
    public async Task A_trap_is_answered_like_any_other_and_raises_an_alarm()
    {
        await using var vault = await TestVault.NewAsync();
        var published = await vault.PublishedAsync(TestVault.Ken);
        await vault.AsOperatorAsync(VaultCalls.SetCanary, new SetCanaryRequest(CanaryKind.Mailbox, TestVault.Ken));
        await vault.AsOperatorAsync(VaultCalls.SetCanary, new SetCanaryRequest(CanaryKind.Message, Message));
        await vault.AsOperatorAsync(VaultCalls.SetCanary, new SetCanaryRequest(CanaryKind.Key, vault.Store.QueueKey!.Id));
        Assert.Equal(3, (await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Canaries);

        var ticket = await vault.TicketAsync(TestVault.Ken);
        Assert.Single(vault.Ledger.Of(EntryType.CanaryTouched));
        var (item, box) = TestVault.Seal(published.Content, SealPurpose.ContentKey, "2123456789abcdefghjkmnpqrs");
        var reply = await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, item));
        Assert.NotNull(TestVault.Open(box, reply.Keys[0].Key));
        Assert.Equal(2, vault.Ledger.Of(EntryType.CanaryTouched).Count());
        var (trapped, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Content, null, [trapped]));
        Assert.Equal(3, vault.Ledger.Of(EntryType.CanaryTouched).Count());
        var (queued, _) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, "3123456789abcdefghjkmnpqrs");
        await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [queued]));
        Assert.Equal(4, vault.Ledger.Of(EntryType.CanaryTouched).Count());
    }
}
