using Sekisho.Roles.Calls;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.Sealed;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Publishing;

/// <summary>The store has the keys of tenants' memories in memory only, and is given what it lacks. The one here names one tenant at a time.</summary>
public sealed class MemoryKeysTests
{
    [Fact]
    public async Task Each_tenant_has_a_key_of_its_own_that_stays_the_same_over_starts_and_rotations()
    {
        var first = await TestVault.NewAsync();
        var keys = await GivenAsync(first);
        Assert.Equal([1, 2], keys.Keys.Order());
        Assert.All(keys.Values, key => Assert.Equal(32, key.Length));
        Assert.NotEqual(keys[1], keys[2]);
        await first.AsOperatorAsync(VaultCalls.RotateTenantKey, new NameRequest("house"));
        await first.AsOperatorAsync(VaultCalls.RotateRootKey, Nothing.Value);
        Assert.Equal(keys, await GivenAsync(first));
        await using var again = await first.RestartAsync();
        Assert.Equal(keys, await GivenAsync(again));
        foreach (var key in keys.Values)
            foreach (var file in System.IO.Directory.EnumerateFiles(again.Folder, "*", SearchOption.AllDirectories))
                Assert.True((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(key) < 0, file);
    }

    [Fact]
    public async Task A_new_tenant_has_its_key_at_once_and_an_erased_one_none()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = "third", Domains = ["third.example"] });
        Assert.Equal([1, 2, 3], vault.Store.MemoryKeys.Keys.Order());
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true));
        Assert.Equal([2, 3], (await GivenAsync(vault)).Keys.Order());
    }

    [Fact]
    public async Task A_sealed_vault_gives_none_until_it_is_opened_again()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.Seal, new SealRequest());
        vault.Store.MemoryKeys.Clear();
        await Assert.ThrowsAsync<CallException>(() => vault.Role.Parts.Publisher.PublishOnceAsync());
        Assert.Empty(vault.Store.MemoryKeys);
        await vault.AsOperatorAsync(VaultCalls.Unseal, new UnsealRequest());
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        Assert.Equal([1, 2], vault.Store.MemoryKeys.Keys.Order());
    }

    /// <summary>What a store that has just been started is given.</summary>
    private static async Task<Dictionary<long, byte[]>> GivenAsync(TestVault vault)
    {
        vault.Store.MemoryKeys.Clear();
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        return new Dictionary<long, byte[]>(vault.Store.MemoryKeys);
    }
}
