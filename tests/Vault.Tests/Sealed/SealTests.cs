using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Sealed;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Sealed;

public sealed class SealTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";

    [Fact]
    public async Task A_sealed_vault_opens_nothing_and_lets_nobody_in_until_it_is_unsealed()
    {
        await using var vault = await TestVault.NewAsync();
        var (item, box) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, Message);
        await vault.AsOperatorAsync(VaultCalls.Seal, new SealRequest());

        Assert.True((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
        var refusal = await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item])));
        Assert.Contains("sealed", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Mx, VaultCalls.LogIn, new LogInRequest(TestVault.Ayumi, TestVault.Password)));

        await vault.AsOperatorAsync(VaultCalls.Unseal, new UnsealRequest());
        var reply = await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item]));
        Assert.NotNull(TestVault.Open(box, reply.Keys[0].Key));
        Assert.Single(vault.Ledger.Of(EntryType.VaultSealed));
        Assert.Single(vault.Ledger.Of(EntryType.VaultUnsealed));
    }

    [Fact]
    public async Task The_brake_works_without_the_ledger_and_unsealing_does_not()
    {
        await using var vault = await TestVault.NewAsync();
        vault.Ledger.Away = true;
        await vault.AsOperatorAsync(VaultCalls.Seal, new SealRequest());
        Assert.True((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.Unseal, new UnsealRequest()));
        Assert.True((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
    }

    [Fact]
    public async Task It_stays_sealed_over_a_restart_when_it_was_told_to()
    {
        var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.Seal, new SealRequest());
        vault = await vault.RestartAsync();
        Assert.True((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
        await vault.AsOperatorAsync(VaultCalls.Unseal, new UnsealRequest());
        vault = await vault.RestartAsync();
        await using var last = vault;
        Assert.False((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
    }

    [Fact]
    public async Task The_root_key_may_be_kept_elsewhere_and_be_brought_by_hand()
    {
        var vault = await TestVault.NewAsync();
        var written = await File.ReadAllTextAsync(vault.RootKey);
        File.Delete(vault.RootKey);
        vault = await vault.RestartAsync();
        await using var last = vault;
        var status = await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value);
        Assert.True(status.Sealed);
        Assert.Contains("no root key", status.SealedBecause, StringComparison.Ordinal);

        foreach (var wrong in new[] { "", "sekisho-root-key-v1 ", written[..^8], "sekisho-root-key-v1 " + Convert.ToBase64String(new byte[32]) })
            await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.Unseal, new UnsealRequest(wrong)));
        await vault.AsOperatorAsync(VaultCalls.Unseal, new UnsealRequest(written));

        Assert.False((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
        Assert.False(File.Exists(vault.RootKey));
    }

    [Fact]
    public async Task A_root_key_that_others_can_read_is_not_used()
    {
        var vault = await TestVault.NewAsync();
        File.SetUnixFileMode(vault.RootKey, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        vault = await vault.RestartAsync();
        await using var last = vault;
        Assert.Contains("other users", (await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).SealedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_key_in_memory_is_wiped()
    {
        await using var vault = await TestVault.NewAsync();
        var held = vault.Role.Parts.Cabinet.Use(keys => keys);
        await vault.AsOperatorAsync(VaultCalls.Seal, new SealRequest());
        Assert.Throws<ObjectDisposedException>(() => held.Of(Vault.Keys.SystemKeyPurpose.Records).Length);
        Assert.Throws<ObjectDisposedException>(() => held.Root.Wrap("x", 1, new byte[32]));
    }
}
