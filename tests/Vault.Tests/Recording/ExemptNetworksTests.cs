using Sekisho.Ledger.Entries;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Recording;

public sealed class ExemptNetworksTests
{
    [Fact]
    public async Task Networks_whose_mail_is_not_inspected_are_on_record_at_the_start()
    {
        string[] networks = [.. Enumerable.Range(1, 16).Select(i => $"2001:db8:ffff:ffff:ffff:ffff:ffff:{i:x}/128")];
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { ExemptNetworks = networks });
        var entry = Assert.Single(vault.Ledger.Of(EntryType.ConfigurationChanged));
        Assert.Equal(networks.Order(StringComparer.Ordinal), entry.Details!.Values.Order(StringComparer.Ordinal));
        Assert.Empty(vault.Ledger.Problems);
    }

    [Fact]
    public async Task Where_all_mail_is_inspected_there_is_nothing_to_record()
    {
        await using var vault = await TestVault.NewAsync();
        Assert.Empty(vault.Ledger.Of(EntryType.ConfigurationChanged));
    }
}
