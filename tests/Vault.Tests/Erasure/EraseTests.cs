using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Sealing;
using Sekisho.Store.Published;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Erasure;

public sealed class EraseTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";
    private const string Kept = "sales@branch.example";

    [Fact]
    public async Task An_erased_tenant_cannot_be_read_with_any_copy_and_the_root_key_from_after()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest(Kept, null));
        var gone = await vault.PublishedAsync(TestVault.Ayumi);
        var kept = await vault.PublishedAsync(Kept);
        var before = vault.Copy();

        var reply = await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true));

        Assert.NotNull(reply.Certificate);
        var after = vault.Copy();
        var rootFromAfter = await File.ReadAllBytesAsync(vault.RootKey);
        // The copy from before with the root key from after: it does not even open.
        await File.WriteAllBytesAsync(Path.Combine(before, "root.key"), rootFromAfter);
        await using (var thief = await TestVault.OpenAsync(before, vault.Clock, new FakeLedger(), new FakeStore(), ownsFolder: true))
        {
            Assert.True((await thief.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
            await Assert.ThrowsAsync<CallException>(async () => await OpenAsync(thief, gone.Content));
        }

        // The copy from after: the key is gone, the other tenant's is not.
        await using (var thief = await TestVault.OpenAsync(after, vault.Clock, new FakeLedger(), new FakeStore(), ownsFolder: true))
        {
            Assert.Null(await OpenAsync(thief, gone.Content));
            Assert.NotNull(await OpenAsync(thief, kept.Content));
        }

        Assert.Null(await OpenAsync(vault, gone.Content));
        Assert.NotNull(await OpenAsync(vault, kept.Content));
    }

    [Fact]
    public async Task Nothing_of_the_old_root_key_or_of_the_erased_keys_is_left_in_the_folder()
    {
        await using var vault = await TestVault.NewAsync();
        var oldRoot = await File.ReadAllTextAsync(vault.RootKey);
        var gone = await vault.PublishedAsync(TestVault.Ayumi);

        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true));

        foreach (var file in System.IO.Directory.EnumerateFiles(vault.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Convert.FromBase64String(oldRoot.Split(' ')[1])));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(oldRoot.Split(' ')[1].Trim())));
            // The rows were overwritten, and the database's log was emptied: not even the public point is there.
            Assert.Equal(-1, bytes.AsSpan().IndexOf(gone.Content.Point));
        }
    }

    [Fact]
    public async Task The_entry_counts_what_was_destroyed_and_names_nobody()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.AddCredential, new AddCredentialRequest { Owner = TestVault.Ken, Kind = CredentialKind.Password, Service = "imap.elsewhere.example", User = "ken", Secret = "s" });

        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true));

        var entry = Assert.Single(vault.Ledger.Of(EntryType.TenantErased));
        Assert.Equal("2", entry.Details!["accounts"]);
        Assert.Equal("6", entry.Details["key_pairs"]);
        Assert.Equal("1", entry.Details["credentials"]);
        Assert.NotNull(entry.What!.Reference);
        Assert.Single(System.IO.Directory.GetFiles(Path.Combine(vault.Folder, "certificates")));
        Assert.DoesNotContain(vault.Store.Addresses.Values, address => address.Tenant == 1);
        Assert.Equal(["branch"], (await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest())).Items.Select(tenant => tenant.Name));
    }

    [Fact]
    public async Task An_erasure_waits_for_its_grace_and_can_be_taken_back()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { ErasureGraceDays = 30 });
        var announced = await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house"));
        Assert.Equal(vault.Clock.GetUtcNow() + TimeSpan.FromDays(30), announced.EraseAt);
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Cancel: true));
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("branch"));

        vault.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(2));
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        Assert.Equal(2, (await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Tenants);
        vault.Clock.Advance(TimeSpan.FromMinutes(3));
        await vault.Role.Parts.Upkeep.RunMinuteAsync();

        Assert.Equal(["house"], (await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest())).Items.Select(tenant => tenant.Name));
    }

    [Fact]
    public async Task An_erasure_whose_record_was_interrupted_is_recorded_by_the_next_start()
    {
        var vault = await TestVault.NewAsync();
        vault.Ledger.Before = entries => vault.Ledger.Away = entries.Any(entry => entry.Type == EntryType.TenantErased);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true)));
        Assert.Empty(vault.Ledger.Of(EntryType.TenantErased));
        vault.Ledger.Before = null;
        vault.Ledger.Away = false;

        vault = await vault.RestartAsync();
        await using var after = vault;
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        await vault.Role.Parts.Upkeep.RunMinuteAsync();

        Assert.Single(vault.Ledger.Of(EntryType.TenantErased));
        Assert.Single(System.IO.Directory.GetFiles(Path.Combine(vault.Folder, "certificates")));
    }

    [Fact]
    public async Task Erasures_at_the_same_moment_are_done_and_recorded_once_each()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { ErasureGraceDays = 0 });
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house"));
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("branch"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            if (i % 2 == 0) await vault.Role.Parts.Upkeep.RunMinuteAsync();
            else await Record.ExceptionAsync(async () => await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true)));
        })));
        Assert.Equal(2, vault.Ledger.Of(EntryType.TenantErased).Count());
        Assert.Equal(2, System.IO.Directory.GetFiles(Path.Combine(vault.Folder, "certificates")).Length);
        Assert.Equal(0, (await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Tenants);
    }

    [Fact]
    public async Task An_erased_account_cannot_be_read_with_copies_from_before_and_after_together()
    {
        await using var vault = await TestVault.NewAsync();
        var gone = await vault.PublishedAsync(TestVault.Ayumi);
        var stays = await vault.PublishedAsync(TestVault.Ken);
        var before = vault.Copy();
        var reply = await vault.AsOperatorAsync(VaultCalls.EraseAccount, new EraseAccountRequest(TestVault.Ayumi));
        Assert.NotNull(reply.Certificate);
        Assert.Single(vault.Ledger.Of(EntryType.AccountErased));
        Assert.NotNull(await OpenAsync(vault, stays.Content));
        Assert.DoesNotContain(vault.Store.Addresses.Values, address => address.Account == gone.Account);

        // The thief puts the rows of the account from the copy before into the one from after, with the root key from after.
        var after = vault.Copy();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(after, "vault.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"ATTACH '{Path.Combine(before, "vault.db")}' AS old; INSERT OR IGNORE INTO key_pair SELECT * FROM old.key_pair; INSERT OR IGNORE INTO account SELECT * FROM old.account;";
            command.ExecuteNonQuery();
        }

        await using var thief = await TestVault.OpenAsync(after, vault.Clock, new FakeLedger(), new FakeStore(), ownsFolder: true);
        Assert.Null(await OpenAsync(thief, gone.Content));
        Assert.NotNull(await OpenAsync(thief, stays.Content));
        System.IO.Directory.Delete(before, recursive: true);
    }

    private static async Task<byte[]?> OpenAsync(TestVault vault, PublishedKey key)
    {
        var (item, box) = TestVault.Seal(key, SealPurpose.ContentKey, Message);
        var reply = await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Content, null, [item]));
        return TestVault.Open(box, reply.Keys[0].Key) is null ? null : reply.Keys[0].Key;
    }
}
