using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Scram;
using Sekisho.Identity.Tests.Passkeys;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Tests.Passkeys;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Credentials;

public sealed class CredentialTests
{
    private static readonly AddCredentialRequest Imap = new()
    {
        Owner = TestVault.Ken,
        Kind = CredentialKind.Password,
        Service = "imap.elsewhere.example",
        User = "ken",
        Secret = "correct battery horse",
    };

    private static readonly AddCredentialRequest Smtp = Imap with { Service = TestVault.RelayHost };

    [Fact]
    public async Task A_credential_is_listed_without_its_secret_and_removed()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.AsOperatorAsync(VaultCalls.AddCredential, Imap);
        var listed = Assert.Single((await vault.AsOperatorAsync(VaultCalls.ListCredentials, new DirectoryRequest())).Items);
        Assert.Equal(added, listed);
        Assert.Equal((TestVault.Ken, "password", "imap.elsewhere.example", false), (listed.Owner, listed.Kind, listed.Service, listed.Unneeded));
        vault.Clock.Advance(TimeSpan.FromDays(91));
        Assert.True(Assert.Single((await vault.AsOperatorAsync(VaultCalls.ListCredentials, new DirectoryRequest())).Items).Unneeded);
        await vault.AsOperatorAsync(VaultCalls.RemoveCredential, new NameRequest(listed.Id));
        Assert.Empty((await vault.AsOperatorAsync(VaultCalls.ListCredentials, new DirectoryRequest())).Items);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.RemoveCredential, new NameRequest(listed.Id)));
    }

    [Fact]
    public async Task A_password_is_used_as_a_scram_proof_and_on_record()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp);
        var salt = RandomNumberGenerator.GetBytes(16);
        var server = ScramVerifier.Derive(Encoding.UTF8.GetBytes(Imap.Secret), salt, 4096);

        var proof = await vault.AsAsync(RoleKind.Deliver, VaultCalls.UseCredential, new UseCredentialRequest(added.Id, "smtp.relay", salt, 4096, "n=ken,r=abc", TestVault.RelayHost));

        Assert.True(server.Accepts("n=ken,r=abc"u8, proof.ClientProof));
        Assert.Equal(server.ServerSignature("n=ken,r=abc"u8), proof.ServerSignature);
        Assert.False(server.Accepts("n=ken,r=other"u8, proof.ClientProof));
        Assert.Single(vault.Ledger.Of(EntryType.CredentialUsed));
        Assert.NotNull(Assert.Single((await vault.AsOperatorAsync(VaultCalls.ListCredentials, new DirectoryRequest())).Items).LastUsedAt);
    }

    [Fact]
    public async Task A_refresh_token_is_kept_and_cannot_be_had()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp with { Kind = CredentialKind.RefreshToken, Service = "https://login.elsewhere.example/token" });
        await Assert.ThrowsAsync<CallException>(async () =>
            await vault.AsAsync(RoleKind.Deliver, VaultCalls.UseCredential, new UseCredentialRequest(added.Id, "imap", new byte[16], 4096, "m", TestVault.RelayHost)));
    }

    [Theory]
    [InlineData(7, 4096, "imap", "m")]
    [InlineData(65, 4096, "imap", "m")]
    [InlineData(16, 4095, "imap", "m")]
    [InlineData(16, 10_000_001, "imap", "m")]
    [InlineData(16, 4096, "", "m")]
    [InlineData(16, 4096, "IMAP", "m")]
    [InlineData(16, 4096, "imap", "")]
    public async Task Unusual_parameters_are_refused(int saltBytes, int iterations, string purpose, string message)
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp);
        await Assert.ThrowsAsync<CallException>(async () =>
            await vault.AsAsync(RoleKind.Deliver, VaultCalls.UseCredential, new UseCredentialRequest(added.Id, purpose, new byte[saltBytes], iterations, message, TestVault.RelayHost)));
        Assert.Empty(vault.Ledger.Of(EntryType.CredentialUsed));
    }

    [Fact]
    public async Task App_passwords_and_passkeys_are_listed_too_and_shown_as_unneeded_when_nobody_uses_them()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { PasskeyDomain = "mail.house.example" });
        await vault.AsOperatorAsync(VaultCalls.AddCredential, Imap);
        await vault.AsOperatorAsync(VaultCalls.Enrol, new EnrolRequest(EnrolKind.AppPassword, TestVault.Ken, "laptop"));
        using var authenticator = new SoftwareAuthenticator();
        await PasskeyTests.RegisterAsync(vault, authenticator, address: TestVault.Ayumi);
        vault.Clock.Advance(TimeSpan.FromDays(91));

        foreach (var most in new[] { 1, 1000 })
        {
            var items = await AllAsync(vault, most);
            Assert.Equal(
                [("password", TestVault.Ken, "ken"), ("own:passkey", TestVault.Ayumi, "the small key"), ("own:app_password", TestVault.Ken, "laptop")],
                items.Select(item => (item.Kind, item.Owner, item.User)));
            Assert.All(items, item => Assert.True(item.Unneeded));
        }
    }

    private static async Task<List<CredentialItem>> AllAsync(TestVault vault, int most)
    {
        var items = new List<CredentialItem>();
        string? after = null;
        do
        {
            var page = await vault.AsOperatorAsync(VaultCalls.ListCredentials, new DirectoryRequest(after, Most: most));
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return items;
    }

    [Fact]
    public async Task A_trap_among_the_credentials_raises_an_alarm()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp with { Canary = true });
        await vault.AsAsync(RoleKind.Deliver, VaultCalls.UseCredential, new UseCredentialRequest(added.Id, "imap", new byte[16], 4096, "m", TestVault.RelayHost));
        Assert.Equal("credential", Assert.Single(vault.Ledger.Of(EntryType.CanaryTouched)).What!.Class);
    }
}
