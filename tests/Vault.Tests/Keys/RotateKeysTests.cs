using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Keys;

public sealed class RotateKeysTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";

    [Fact]
    public async Task After_a_new_root_key_everything_still_opens_also_after_a_restart()
    {
        var vault = await TestVault.NewAsync();
        var ticket = await vault.TicketAsync();
        var (item, box) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        var old = await File.ReadAllTextAsync(vault.RootKey);
        await vault.AsOperatorAsync(VaultCalls.RotateRootKey, Nothing.Value);
        Assert.NotEqual(old, await File.ReadAllTextAsync(vault.RootKey));
        Assert.False(File.Exists(vault.RootKey + ".next"));
        await UsableAsync(vault, ticket, item, box);
        vault = await vault.RestartAsync();
        await using var last = vault;
        await UsableAsync(vault, ticket, item, box);
    }

    [Fact]
    public async Task After_a_new_tenant_key_everything_still_opens_also_after_a_restart()
    {
        var vault = await TestVault.NewAsync();
        var ticket = await vault.TicketAsync();
        var (item, box) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        await vault.AsOperatorAsync(VaultCalls.RotateTenantKey, new NameRequest("house"));
        await UsableAsync(vault, ticket, item, box);
        vault = await vault.RestartAsync();
        await using var last = vault;
        await UsableAsync(vault, ticket, item, box);
    }

    [Fact]
    public async Task A_crash_before_the_transaction_leaves_the_old_root_key()
    {
        var vault = await TestVault.NewAsync();
        var source = new RootKeyFile(vault.RootKey);
        source.MakeNext().Dispose();
        vault = await vault.RestartAsync();
        await using var last = vault;
        Assert.False((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
        Assert.False(File.Exists(vault.RootKey + ".next"));
    }

    [Fact]
    public async Task A_crash_after_the_transaction_leaves_the_new_root_key_which_takes_its_place()
    {
        var vault = await TestVault.NewAsync();
        var old = await File.ReadAllBytesAsync(vault.RootKey);
        await vault.AsOperatorAsync(VaultCalls.RotateRootKey, Nothing.Value);
        var next = await File.ReadAllBytesAsync(vault.RootKey);
        // As it is between the transaction and the taking of the place.
        File.Move(vault.RootKey, vault.RootKey + ".next");
        await File.WriteAllBytesAsync(vault.RootKey, old);
        File.SetUnixFileMode(vault.RootKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        vault = await vault.RestartAsync();
        await using var last = vault;
        Assert.False((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
        Assert.Equal(next, await File.ReadAllBytesAsync(vault.RootKey));
        Assert.False(File.Exists(vault.RootKey + ".next"));
    }

    [Fact]
    public async Task A_wrap_that_was_moved_to_another_row_does_not_open()
    {
        var vault = await TestVault.NewAsync();
        var ayumi = await vault.PublishedAsync(TestVault.Ayumi);
        var ken = await vault.PublishedAsync(TestVault.Ken);
        var (item, _) = TestVault.Seal(ken.Content, SealPurpose.ContentKey, Message);
        await vault.Role.DisposeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={vault.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // Somebody with the database makes Ken's key one of Ayumi's, to open Ken's mail with Ayumi's ticket.
            command.CommandText = $"UPDATE key_pair SET owner = {ayumi.Account} WHERE owner = {ken.Account}";
            Assert.Equal(2, command.ExecuteNonQuery());
        }

        vault = await vault.RestartAsync();
        await using var last = vault;
        var reply = await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(await vault.TicketAsync(), null, item));
        Assert.Null(reply.Keys[0].Key);
    }

    private static async Task UsableAsync(TestVault vault, string ticket, BoxItem item, Sekisho.Sealing.Boxes.SealedBox box)
    {
        var reply = await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, item));
        Assert.NotNull(TestVault.Open(box, reply.Keys[0].Key));
        Assert.Equal(LogInResult.Granted, (await vault.AsAsync(RoleKind.Mx, VaultCalls.LogIn, new LogInRequest(TestVault.Ken, TestVault.Password))).Result);
        Assert.Equal(2, (await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest())).Items.Count);
        Assert.Equal(2, (await vault.AsOperatorAsync(VaultCalls.ListAccounts, new DirectoryRequest())).Items.Count);
    }
}
