using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Tags;
using Sekisho.Store.Orders;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Orders;

public sealed class OrderTests
{
    [Fact]
    public async Task Without_an_order_of_the_vault_nothing_is_changed()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        store.Calls.OrderOf = null;
        await RefusedAsync(store, StoreCalls.QuarantineChange, new QuarantineChangeRequest(QuarantineAction.Release, id), null, "needs an order");
        await RefusedAsync(store, StoreCalls.QueueChange, new ChangeRequest(QueueAction.Flush, null), null, "needs an order");
        await RefusedAsync(store, StoreCalls.SendersChange, new SenderChangeRequest(SenderAction.Allow, "house.example", "a@b.example"), null, "needs an order");
        await ReleaseAsync(store, id, (call, json) => store.Order(call, json));
    }

    [Fact]
    public async Task An_order_is_good_once_also_after_a_restart()
    {
        var store = await TestStore.NewAsync();
        var request = new SenderChangeRequest(SenderAction.Allow, "house.example", "a@b.example");
        var order = OrderOf(store, StoreCalls.SendersChange, request);
        Assert.Equal(1, (await SendAsync(store, StoreCalls.SendersChange, request, order)).Changed);
        await RefusedAsync(store, StoreCalls.SendersChange, request, order, "used already");
        await using var again = await store.RestartAsync();
        await RefusedAsync(again, StoreCalls.SendersChange, request, order, "used already");
        again.Clock.Advance(StoreOrder.Lifetime);
        await RefusedAsync(again, StoreCalls.SendersChange, request, order, "is over");
        again.Clock.Advance(StoreOrder.Lifetime * 2);
        await again.Role.Upkeep.RunOnceAsync();
        await RefusedAsync(again, StoreCalls.SendersChange, request, order, "is over");
    }

    [Fact]
    public async Task An_order_that_changed_nothing_is_not_used_up()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.Ayumi);
        var request = new QuarantineChangeRequest(QuarantineAction.Release, id);
        var order = OrderOf(store, StoreCalls.QuarantineChange, request);
        await RefusedAsync(store, StoreCalls.QuarantineChange, request, order, "not in quarantine");
        await RefusedAsync(store, StoreCalls.QuarantineChange, request, order, "not in quarantine");
    }

    [Fact]
    public async Task An_order_is_for_one_call_one_request_one_caller_and_its_minute()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        var other = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        var release = new QuarantineChangeRequest(QuarantineAction.Release, id);
        var order = OrderOf(store, StoreCalls.QuarantineChange, release);
        await RefusedAsync(store, StoreCalls.QuarantineChange, release with { Id = other }, order, "not one of the vault");
        await RefusedAsync(store, StoreCalls.QuarantineChange, release with { Action = QuarantineAction.Delete }, order, "not one of the vault");
        await RefusedAsync(store, StoreCalls.QueueChange, new ChangeRequest(QueueAction.Delete, id), order, "not one of the vault");
        await RefusedAsync(store, StoreCalls.QuarantineChange, release, OrderOf(store, StoreCalls.QuarantineChange, release, caller: RoleKind.Web), "not one of the vault");
        await RefusedAsync(store, StoreCalls.QuarantineChange, release, order[..^1] + (order[^1] == '0' ? '1' : '0'), "not one of the vault");
        await RefusedAsync(store, StoreCalls.QuarantineChange, release, order.Replace(":operator:", ":web:", StringComparison.Ordinal), "not one of the vault");
        await RefusedAsync(store, StoreCalls.QuarantineChange, release, new string('x', OrderText.LongestText + 1), "not one of the vault");
        store.Clock.Advance(StoreOrder.Lifetime);
        await RefusedAsync(store, StoreCalls.QuarantineChange, release, order, "is over");
    }

    [Fact]
    public async Task An_order_reaches_no_further_than_its_tenant_and_its_account()
    {
        await using var store = await TestStore.NewAsync();
        await store.AddTenantAsync("annex", ["annex.example"]);
        await store.AddAccountAsync("emi@annex.example");
        var house = store.Keys.NumberOf("house");
        var annex = store.Keys.NumberOf("annex");
        var ayumi = store.Keys.AccountOf(TestStore.Ayumi).Account;
        var hers = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        var both = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi, TestStore.Ken);
        var across = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi, "emi@annex.example");
        foreach (var (id, tenant, account) in new[] { (hers, annex, 0L), (across, house, 0), (across, annex, 0), (both, house, ayumi), (across, house, ayumi) })
            await NotTheirsAsync(store, id, tenant, account);
        await ReleaseAsync(store, hers, (call, json) => store.Order(call, json, house, ayumi));
        await ReleaseAsync(store, both, (call, json) => store.Order(call, json, house));
        await ReleaseAsync(store, across, (call, json) => store.Order(call, json));

        var listed = new SenderChangeRequest(SenderAction.Block, "house.example", "a@b.example");
        await RefusedAsync(store, StoreCalls.SendersChange, listed, OrderOf(store, StoreCalls.SendersChange, listed, annex), "another's");
        await RefusedAsync(store, StoreCalls.SendersChange, listed, OrderOf(store, StoreCalls.SendersChange, listed, house, ayumi), "another's");
        Assert.Equal(1, (await SendAsync(store, StoreCalls.SendersChange, listed, OrderOf(store, StoreCalls.SendersChange, listed, house))).Changed);
        var flush = new ChangeRequest(QueueAction.Flush, null);
        await RefusedAsync(store, StoreCalls.QueueChange, flush, OrderOf(store, StoreCalls.QueueChange, flush, house), "other tenants");
    }

    [Fact]
    public void No_text_breaks_the_reader_of_orders()
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = PublicOf(signing);
        using var others = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var another = PublicOf(others);
        var order = new StoreOrder { Call = "store.queue-change", RequestHash = new byte[32], Caller = RoleKind.Web, Id = UInt128.MaxValue, Ends = DateTimeOffset.UnixEpoch, Tenant = 3, Account = 7 };
        var text = OrderText.Write(order, signing);
        Assert.Equal((order.Call, order.Caller, order.Id, order.Ends, 3, 7), Read(OrderText.Read(text, [key])!));
        Assert.Null(OrderText.Read(text, [another]));
        Assert.Null(OrderText.Read(text, []));
        Assert.NotNull(OrderText.Read(text, [another, key]));
        var random = new Random(7);
        for (var i = 0; i < 4000; i++)
        {
            var changed = text.ToCharArray();
            changed[random.Next(changed.Length)] = (char)random.Next(0, 0x250);
            if (new string(changed) == text) continue;
            // A letter of the signature in the other case says the same.
            if (string.Equals(new string(changed), text, StringComparison.OrdinalIgnoreCase)) continue;
            Assert.Null(OrderText.Read(new string(changed), [key]));
        }

        static (string, RoleKind, UInt128, DateTimeOffset, long, long) Read(StoreOrder order) => (order.Call, order.Caller, order.Id, order.Ends, order.Tenant, order.Account);
    }

    /// <summary>Everything that the store has on disk and in memory: the tag key, which once made orders, and the public key.</summary>
    [Fact]
    public async Task With_all_that_the_store_has_nobody_writes_an_order()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        var request = new QuarantineChangeRequest(QuarantineAction.Release, id);
        var good = OrderOf(store, StoreCalls.QuarantineChange, request);
        var signed = good[..good.LastIndexOf(':')];
        using var tags = new TagKey(store.Keys.Whole().LookupKey!);
        using var intruder = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] forged =
        [
            $"{signed}:{tags.Of("order"u8, signed)}", $"1{signed[1..]}:{tags.Of("order"u8, "1" + signed[1..])}", $"{signed}:{new string('0', 128)}", $"{signed}:",
            $"{signed}:{Convert.ToHexStringLower(intruder.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}",
            $"{signed}:{Convert.ToHexStringLower(store.Keys.OrderKey.Point)}",
        ];
        foreach (var order in forged) await RefusedAsync(store, StoreCalls.QuarantineChange, request, order, "not one of the vault");
        Assert.Equal(1, (await SendAsync(store, StoreCalls.QuarantineChange, request, good)).Changed);
    }

    [Fact]
    public async Task The_key_of_orders_changes_and_what_the_one_before_has_signed_is_taken_still()
    {
        await using var store = await TestStore.NewAsync();
        var requests = Enumerable.Range(0, 3).Select(i => new SenderChangeRequest(SenderAction.Allow, "house.example", $"a{i}@b.example")).ToList();
        var oldest = OrderOf(store, StoreCalls.SendersChange, requests[0]);
        store.Keys.NewOrderKey();
        await store.PublishAsync();
        var before = OrderOf(store, StoreCalls.SendersChange, requests[1]);
        store.Keys.NewOrderKey();
        await store.PublishAsync();
        await RefusedAsync(store, StoreCalls.SendersChange, requests[0], oldest, "not one of the vault");
        Assert.Equal(1, (await SendAsync(store, StoreCalls.SendersChange, requests[1], before)).Changed);
        Assert.Equal(1, (await SendAsync(store, StoreCalls.SendersChange, requests[2], OrderOf(store, StoreCalls.SendersChange, requests[2]))).Changed);
    }

    private static SealingPublicKey PublicOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Assert.True(SealingPublicKey.TryRead(KeyId.New(), [.. point.X!, .. point.Y!], out var read));
        return read;
    }

    private static async Task NotTheirsAsync(TestStore store, string id, long tenant, long account)
    {
        var request = new QuarantineChangeRequest(QuarantineAction.Release, id);
        await RefusedAsync(store, StoreCalls.QuarantineChange, request, OrderOf(store, StoreCalls.QuarantineChange, request, tenant, account), "not theirs alone");
    }

    private static async Task ReleaseAsync(TestStore store, string id, Func<string, byte[], string> order)
    {
        var request = new QuarantineChangeRequest(QuarantineAction.Release, id);
        var call = StoreCalls.QuarantineChange;
        Assert.Equal(1, (await SendAsync(store, call, request, order(call.Name, JsonSerializer.SerializeToUtf8Bytes(request, call.RequestType)))).Changed);
    }

    private static string OrderOf<T>(TestStore store, Call<T, ChangeReply> call, T request, long tenant = 0, long account = 0, RoleKind caller = RoleKind.Operator) =>
        store.Order(call.Name, JsonSerializer.SerializeToUtf8Bytes(request, call.RequestType), tenant, account, caller);

    private static async Task<ChangeReply> SendAsync<T>(TestStore store, Call<T, ChangeReply> call, T request, string? order) =>
        await store.Calls.SendAsync(order is null ? call : call with { Behalf = new CallBehalf { Order = order } }, request);

    private static async Task RefusedAsync<T>(TestStore store, Call<T, ChangeReply> call, T request, string? order, string why)
    {
        var refused = await Assert.ThrowsAsync<CallException>(async () => await SendAsync(store, call, request, order));
        Assert.Equal(CallFailure.Rejected, refused.Failure);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }
}
