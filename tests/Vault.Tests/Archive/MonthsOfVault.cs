using Sekisho.Vault.Archive;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Archive;

/// <summary>A vault with an archive over many months. The clock moves while it is closed: nobody waits for its timer of every second.</summary>
internal sealed class MonthsOfVault(TestVault vault) : IAsyncDisposable
{
    /// <summary>Longer than a day before the shortest month is over twice.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromDays(20);

    public TestVault Vault { get; private set; } = vault;

    /// <summary>A vault whose tenant "house" has an archive.</summary>
    public static async Task<MonthsOfVault> OnAsync(int months = 1)
    {
        var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", months));
        return new MonthsOfVault(vault);
    }

    /// <summary>Lets months pass as a running vault does: their keys are made, what is due is destroyed.</summary>
    public async Task<TestVault> AtAsync(DateTimeOffset moment)
    {
        while (Vault.Clock.GetUtcNow() < moment)
        {
            var left = moment - Vault.Clock.GetUtcNow();
            await LeapAsync(left < Step ? moment : Vault.Clock.GetUtcNow() + Step);
            await Vault.Role.Parts.Publisher.PublishOnceAsync();
            await Vault.Role.Parts.Upkeep.RunMinuteAsync();
            await Vault.Role.Parts.Publisher.PublishOnceAsync();
        }

        return Vault;
    }

    /// <summary>Closes the vault and opens it at a later moment.</summary>
    public async Task<TestVault> LeapAsync(DateTimeOffset moment)
    {
        await Vault.Role.StopAsync(default);
        await Vault.Role.DisposeAsync();
        Vault.Clock.Advance(moment - Vault.Clock.GetUtcNow());
        return Vault = await Vault.RestartAsync();
    }

    public ValueTask DisposeAsync() => Vault.DisposeAsync();
}
