using System.Text;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Store.Published;
using Sekisho.Store.Searching;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Opening;

public sealed class OperatorIndexKeyTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";

    [Fact]
    public async Task An_operator_leases_the_index_key_of_a_mailbox_on_record_and_it_opens_summaries_of_that_mailbox_only()
    {
        await using var vault = await TestVault.NewAsync();
        var lease = await LeaseAsync(vault, TestVault.Ayumi);
        using var key = IndexKey.Take(lease.KeyId, lease.PrivateKey, lease.ExpiresAt);
        var own = Seal((await vault.PublishedAsync(TestVault.Ayumi)).Index, SealPurpose.Summary);
        var others = Seal((await vault.PublishedAsync(TestVault.Ken)).Index, SealPurpose.Summary);
        var content = Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey);
        Assert.NotNull(key!.Open(own, Encoding.ASCII.GetBytes(Message)));
        Assert.Null(key.Open(others, Encoding.ASCII.GetBytes(Message)));
        Assert.Null(key.Open(content, Encoding.ASCII.GetBytes(Message)));
        Assert.Equal(vault.Clock.GetUtcNow().AddMinutes(15), lease.ExpiresAt);
        var entry = Assert.Single(vault.Ledger.Of(EntryType.KeyLeased));
        Assert.Equal(("mailbox-index", "operator", lease.KeyId), (entry.What!.Class, entry.Details!["caller"], entry.Details["key"]));
        Assert.NotNull(entry.Who!.Person);
    }

    [Fact]
    public async Task An_unknown_mailbox_is_refused_and_web_may_not_ask_so()
    {
        await using var vault = await TestVault.NewAsync();
        await Assert.ThrowsAsync<CallException>(async () => await LeaseAsync(vault, "nobody@house.example"));
        var refusal = await Assert.ThrowsAsync<CallException>(async () =>
            await vault.AsAsync(RoleKind.Web, VaultCalls.LeaseIndexKeyAsOperator, new OperatorIndexKeyRequest("root", TestVault.Ayumi)));
        Assert.Equal(CallFailure.NotAllowed, refusal.Failure);
        Assert.Empty(vault.Ledger.Of(EntryType.KeyLeased));
    }

    [Fact]
    public async Task The_list_of_a_trapped_mailbox_raises_an_alarm()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.SetCanary, new SetCanaryRequest(CanaryKind.Mailbox, TestVault.Ken));
        await LeaseAsync(vault, TestVault.Ken);
        Assert.Single(vault.Ledger.Of(EntryType.CanaryTouched));
    }

    [Fact]
    public async Task More_leases_than_the_budget_freeze_operators()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { Budgets = new BudgetOptions { OperatorIndexKeys = 20 } });
        for (var i = 0; i < 2; i++) await LeaseAsync(vault, TestVault.Ayumi);
        await Assert.ThrowsAsync<CallException>(async () => await LeaseAsync(vault, TestVault.Ayumi));
        Assert.Single(vault.Ledger.Of(EntryType.CallerFrozen));
    }

    private static byte[] Seal(PublishedKey key, SealPurpose purpose)
    {
        Assert.True(KeyId.TryParse(key.Id, out var id));
        Assert.True(SealingPublicKey.TryRead(id, key.Point, out var recipient));
        using var sealer = new Sealer(TimeProvider.System);
        return sealer.Seal(recipient, purpose, Encoding.ASCII.GetBytes(Message), "a summary"u8);
    }

    private static ValueTask<IndexKeyReply> LeaseAsync(TestVault vault, string address) =>
        vault.AsOperatorAsync(VaultCalls.LeaseIndexKeyAsOperator, new OperatorIndexKeyRequest("root", address));
}
