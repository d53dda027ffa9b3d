using Microsoft.Data.Sqlite;
using Sekisho.Roles.Table;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.LogIn;

public sealed class KnownTests
{
    private const string Office = "192.0.2.9";
    private const string Hotel = "203.0.113.5";

    [Fact]
    public async Task A_network_that_an_account_has_logged_in_from_is_known_after_a_restart_too()
    {
        var vault = await TestVault.NewAsync();
        Assert.Equal(LogInResult.Granted, (await LogInAsync(vault, TestVault.Ayumi, Office)).Result);
        await using var again = await vault.RestartAsync();
        await BurnAsync(again, Office);
        Assert.Equal(LogInResult.Throttled, (await LogInAsync(again, TestVault.Ken, Office)).Result);
        Assert.Equal(LogInResult.Granted, (await LogInAsync(again, TestVault.Ayumi, Office)).Result);
    }

    [Fact]
    public async Task A_crash_forgets_a_minute_of_networks_at_most()
    {
        await using var vault = await TestVault.NewAsync();
        await LogInAsync(vault, TestVault.Ayumi, Office);
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        var copy = vault.Copy();
        await using var again = await TestVault.OpenAsync(copy, vault.Clock, vault.Ledger, new FakeStore(), ownsFolder: true);
        await BurnAsync(again, Office);
        Assert.Equal(LogInResult.Granted, (await LogInAsync(again, TestVault.Ayumi, Office)).Result);
        // Known for thirty days, not for ever.
        vault.Clock.Advance(TimeSpan.FromDays(31));
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        Assert.Equal(0, Networks(vault));
    }

    [Fact]
    public async Task A_device_that_an_account_has_logged_in_on_is_not_slowed_by_strangers()
    {
        await using var vault = await TestVault.NewAsync();
        var hers = (await LogInAsync(vault, TestVault.Ayumi, Office)).KnownDevice;
        var his = (await LogInAsync(vault, TestVault.Ken, Office)).KnownDevice;
        Assert.NotNull(hers);
        await BurnAsync(vault, Hotel);
        Assert.Equal(LogInResult.Throttled, (await LogInAsync(vault, TestVault.Ayumi, Hotel)).Result);
        Assert.Equal(LogInResult.Throttled, (await LogInAsync(vault, TestVault.Ayumi, Hotel, his)).Result);
        Assert.Equal(LogInResult.Throttled, (await LogInAsync(vault, TestVault.Ayumi, Hotel, "made up")).Result);
        var granted = await LogInAsync(vault, TestVault.Ayumi, Hotel, hers);
        Assert.Equal(LogInResult.Granted, granted.Result);
        Assert.NotNull(granted.KnownDevice);
    }

    [Fact]
    public async Task Mail_programs_are_given_no_device()
    {
        await using var vault = await TestVault.NewAsync();
        var reply = await vault.AsAsync(RoleKind.Mx, VaultCalls.LogIn, new LogInRequest(TestVault.Ayumi, TestVault.Password, Office));
        Assert.Equal(LogInResult.Granted, reply.Result);
        Assert.Null(reply.KnownDevice);
    }

    [Fact]
    public async Task What_is_known_of_an_account_goes_with_it()
    {
        await using var vault = await TestVault.NewAsync();
        await LogInAsync(vault, TestVault.Ayumi, Office);
        await LogInAsync(vault, TestVault.Ken, Office);
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        Assert.Equal(2, Networks(vault));
        // Not written yet when the account goes.
        await LogInAsync(vault, TestVault.Ayumi, Hotel);
        await vault.AsOperatorAsync(VaultCalls.EraseAccount, new EraseAccountRequest(TestVault.Ayumi));
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        Assert.Equal(1, Networks(vault));
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true));
        Assert.Equal(0, Networks(vault));
    }

    /// <summary>Guesses until the network is slowed down.</summary>
    private static async Task BurnAsync(TestVault vault, string network)
    {
        for (var i = 0; i < 100; i++)
            if ((await vault.AsAsync(RoleKind.Web, VaultCalls.LogIn, new LogInRequest($"guess{i}@house.example", "a wrong password", network))).Result == LogInResult.Throttled) return;
        Assert.Fail("A hundred guesses did not slow the network down.");
    }

    private static async Task<LogInReply> LogInAsync(TestVault vault, string address, string network, string? device = null) =>
        await vault.AsAsync(RoleKind.Web, VaultCalls.LogIn, new LogInRequest(address, TestVault.Password, network, KnownDevice: device));

    private static long Networks(TestVault vault)
    {
        using var db = new SqliteConnection($"Data Source={vault.Database};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT count(*) FROM known_network";
        return (long)command.ExecuteScalar()!;
    }
}
