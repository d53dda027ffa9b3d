using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing.Keys;
using Sekisho.Store;
using Sekisho.Store.Orders;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;
using Sekisho.Vault.Orders;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tests.Rights;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Orders;

public sealed class OrderDeskTests
{
    private static readonly QuarantineChangeRequest Release = new(QuarantineAction.Release, RightsMatrix.Id);

    [Fact]
    public async Task An_order_is_on_record_with_who_what_and_why_before_it_is_given()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        var call = VaultCalls.Order with { Behalf = new CallBehalf { Person = "hanako" } };
        var recorded = 0;
        vault.Ledger.Before = entries => recorded += entries.Count(entry => entry.Type is EntryType.QuarantineChanged or EntryType.QueueChanged or EntryType.PolicyChanged);
        foreach (var request in new[]
        {
            new OrderRequest { Quarantine = Release, Reason = OrderReason.FalseAlarm },
            new OrderRequest { Queue = new ChangeRequest(QueueAction.Flush, null), Reason = OrderReason.Maintenance },
            new OrderRequest { Senders = new SenderChangeRequest(SenderAction.Block, TestVault.Ken, "a@bulk.example", 30), Reason = OrderReason.Unwanted },
        })
            await vault.AsOperatorAsync(call, request);
        Assert.Equal(3, recorded);
        var quarantine = Assert.Single(vault.Ledger.Of(EntryType.QuarantineChanged));
        Assert.Equal(("release", "false-alarm", "operator"), (quarantine.Details!["action"], quarantine.Details["reason"], quarantine.Details["by"]));
        Assert.NotNull(quarantine.Who?.Person);
        Assert.NotNull(quarantine.What?.Reference);
        var queue = Assert.Single(vault.Ledger.Of(EntryType.QueueChanged));
        Assert.Equal(("queue", null, "flush"), (queue.What?.Class, queue.What?.Reference, queue.Details!["action"]));
        var senders = Assert.Single(vault.Ledger.Of(EntryType.PolicyChanged));
        Assert.Equal(("1", "sender-list", "block", "30", "unwanted"), (senders.What?.Tenant, senders.What?.Class, senders.Details!["action"], senders.Details["days"], senders.Details["reason"]));
        Assert.Equal(LedgerReference.TextLength, senders.Details["sender"].Length);
    }

    [Fact]
    public async Task An_order_reaches_as_far_as_the_right_of_who_asked()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        var people = await People.LogInAsync(vault);
        Assert.True(KeyId.TryParse(vault.Store.OrderKey!.Id, out var id));
        Assert.True(SealingPublicKey.TryRead(id, vault.Store.OrderKey.Point, out var key));
        var ayumi = (await vault.PublishedAsync(TestVault.Ayumi)).Account;
        var weak = (await vault.PublishedAsync(People.WeakAdmin)).Account;

        async Task<StoreOrder> OrderAsync(string who)
        {
            var reply = await vault.ForAsync(people[who], VaultCalls.Order, new OrderRequest { Quarantine = Release });
            var order = OrderText.Read(reply.Order, [key]);
            Assert.NotNull(order);
            Assert.Equal((StoreCalls.QuarantineChange.Name, RoleKind.Web), (order.Call, order.Caller));
            Assert.Equal(OrderText.HashOf(Release, StoreCalls.QuarantineChange.RequestType), order.RequestHash);
            return order;
        }

        Assert.Equal((1, ayumi), Reach(await OrderAsync("user")));
        Assert.Equal((1, 0), Reach(await OrderAsync("admin")));
        // Without a second factor an administrator is a user.
        Assert.Equal((1, weak), Reach(await OrderAsync("weak-admin")));
        Assert.Equal((0, 0), Reach(await OrderAsync("operator")));
        Assert.NotEqual((await OrderAsync("user")).Id, (await OrderAsync("user")).Id);
    }

    [Fact]
    public async Task Every_day_has_a_key_of_orders_of_its_own_and_no_old_one_is_left()
    {
        var vault = await TestVault.NewAsync();
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        var first = vault.Store.OrderKey!.Id;
        await AskAsync(vault);
        vault.Clock.Advance(TimeSpan.FromDays(1));
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        Assert.NotEqual(first, vault.Store.OrderKey!.Id);
        Assert.Equal(1, vault.Role.Parts.Database.Read(db => db.Number("SELECT count(*) FROM key_pair WHERE kind = 9")));
        var reply = await vault.AsOperatorAsync(VaultCalls.Order, new OrderRequest { Quarantine = Release });
        Assert.True(KeyId.TryParse(vault.Store.OrderKey.Id, out var id));
        Assert.True(SealingPublicKey.TryRead(id, vault.Store.OrderKey.Point, out var key));
        Assert.NotNull(OrderText.Read(reply.Order, [key]));
        // The same key lives on over a restart, and a store that has lost it is given it again.
        await using var again = await vault.RestartAsync();
        await again.Role.Parts.Publisher.PublishOnceAsync();
        Assert.Equal(vault.Store.OrderKey.Id, again.Role.Parts.Publisher.PublishedOrderKey);
        await AskAsync(again);
    }

    [Fact]
    public async Task Without_the_ledger_there_is_no_order()
    {
        await using var vault = await TestVault.NewAsync();
        vault.Ledger.Away = true;
        Assert.Equal(CallFailure.Overloaded, (await Assert.ThrowsAsync<CallException>(async () => await AskAsync(vault))).Failure);
    }

    [Theory]
    [InlineData("Authorised", 0)]
    [InlineData("Recorded", 1)]
    [InlineData("Derived", 1)]
    public async Task A_crash_at_any_step_leaves_no_order_that_is_not_on_record(string step, int recorded)
    {
        var probe = new CrashAt();
        await using var vault = await TestVault.NewAsync(probe: probe);
        probe.Step = Enum.Parse<ReleaseStep>(step);
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(vault));
        Assert.Equal(recorded, vault.Ledger.Of(EntryType.QuarantineChanged).Count());
    }

    [Fact]
    public async Task An_order_is_for_exactly_one_change()
    {
        await using var vault = await TestVault.NewAsync();
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.Order, new OrderRequest()));
        await Assert.ThrowsAsync<CallException>(async () =>
            await vault.AsOperatorAsync(VaultCalls.Order, new OrderRequest { Quarantine = Release, Queue = new ChangeRequest(QueueAction.Flush, null) }));
    }

    private static (long Tenant, long Account) Reach(StoreOrder order) => (order.Tenant, order.Account);

    private static async Task AskAsync(TestVault vault) => await vault.AsOperatorAsync(VaultCalls.Order, new OrderRequest { Quarantine = Release });
}
