using System.Text;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Store.Queue;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Credentials;

public sealed class RelayUseTests
{
    private static readonly AddCredentialRequest Smtp = new() { Owner = "branch", Kind = CredentialKind.Password, Service = TestVault.RelayHost, User = "ken", Secret = "correct battery horse" };

    [Fact]
    public async Task Deliver_learns_with_what_to_log_in_and_that_is_on_record()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp);
        Assert.Equal(new RelayLogInReply(CredentialKind.Password, "ken", false), await RelayAsync(vault, added.Id));
        var read = Assert.Single(vault.Ledger.Of(EntryType.DirectoryRead));
        Assert.Equal(("credential", "deliver", "name"), (read.What!.Class, read.Details!["caller"], read.Details["how"]));
        Assert.Empty(vault.Ledger.Of(EntryType.CredentialUsed));
    }

    [Fact]
    public async Task The_relay_s_credential_is_published_and_nothing_else_of_it()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp, password: true);
        var domain = Assert.Single(vault.Store.Domains.Values, domain => domain.Relay is not null);
        Assert.Equal(new Route(RouteKind.Relay, TestVault.RelayHost + ":587", TlsPolicy.Verified, Credential: added.Id), domain.Relay);
    }

    [Fact]
    public async Task A_password_leaves_the_vault_only_where_the_route_permits_it()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp);
        await RefusedAsync(() => GiveAsync(vault, added.Id));
        Assert.Empty(vault.Ledger.Of(EntryType.CredentialUsed));

        await vault.RelayAsync(added.Id, password: true);
        Assert.True((await RelayAsync(vault, added.Id)).MayGivePassword);
        var given = await GiveAsync(vault, added.Id);
        Assert.Equal(Smtp.Secret, Encoding.UTF8.GetString(given.Password));
        Assert.DoesNotContain(Smtp.Secret, given.ToString(), StringComparison.Ordinal);
        Assert.Equal("password-given", Assert.Single(vault.Ledger.Of(EntryType.CredentialUsed)).Details!["how"]);
    }

    [Fact]
    public async Task What_no_relay_names_is_not_used()
    {
        await using var vault = await TestVault.NewAsync();
        var named = await vault.LinkAsync(Smtp, password: true);
        var other = await vault.AsOperatorAsync(VaultCalls.AddCredential, Smtp);
        foreach (var (id, host) in new[] { (other.Id, TestVault.RelayHost), (named.Id, "intruder.example"), (named.Id, TestVault.RelayHost + ":587"), (named.Id, "") })
        {
            await RefusedAsync(() => RelayAsync(vault, id, host));
            await RefusedAsync(() => GiveAsync(vault, id, host));
            await RefusedAsync(() => vault.AsAsync(RoleKind.Deliver, VaultCalls.UseCredential, new UseCredentialRequest(id, "smtp.relay", new byte[16], 4096, "m", host)));
            await RefusedAsync(() => vault.AsAsync(RoleKind.Deliver, VaultCalls.MintToken, new MintTokenRequest(id, "smtp.relay", host)));
        }

        Assert.Empty(vault.Ledger.Of(EntryType.CredentialUsed));
        // The route is taken away: so is the credential's use.
        await vault.RelayAsync(null);
        await RefusedAsync(() => GiveAsync(vault, named.Id));
    }

    [Fact]
    public async Task A_relay_names_only_a_credential_of_its_own_tenant_for_its_own_host_over_verified_tls()
    {
        await using var vault = await TestVault.NewAsync();
        var own = await vault.AsOperatorAsync(VaultCalls.AddCredential, Smtp);
        var others = await vault.AsOperatorAsync(VaultCalls.AddCredential, Smtp with { Owner = "house" });
        var persons = await vault.AsOperatorAsync(VaultCalls.AddCredential, Smtp with { Owner = TestVault.Ken });
        await RefusedAsync(() => vault.RelayAsync(others.Id));
        await RefusedAsync(() => vault.RelayAsync(persons.Id, name: "house"));
        await RefusedAsync(() => vault.RelayAsync("99-00000000"));
        await RefusedAsync(() => vault.RelayAsync(own.Id, host: "other.example"));
        await RefusedAsync(() => vault.RelayAsync(own.Id, name: "newcomer"));
        foreach (var tls in new[] { TlsPolicy.None, TlsPolicy.Opportunistic, TlsPolicy.Required }) await RefusedAsync(() => vault.RelayAsync(own.Id, tls: tls));
        await RefusedAsync(() => vault.RelayAsync(null, password: true));
        Assert.Equal(own.Id, (await vault.RelayAsync(own.Id)).Relay!.Credential);
        Assert.Equal(own.Id, (await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest())).Items.Single(tenant => tenant.Name == "branch").Relay!.Credential);
    }

    [Fact]
    public async Task A_removed_credential_says_so()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp);
        await vault.AsOperatorAsync(VaultCalls.RemoveCredential, new NameRequest(added.Id));
        Assert.Contains("removed", (await Assert.ThrowsAsync<CallException>(async () => await RelayAsync(vault, added.Id))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_passwords_than_the_budget_freeze_deliver_and_a_trap_raises_an_alarm()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { Budgets = new BudgetOptions { DeliverCredentials = 20 } });
        var added = await vault.LinkAsync(Smtp with { Canary = true }, password: true);
        for (var i = 0; i < 2; i++) await GiveAsync(vault, added.Id);
        await RefusedAsync(() => GiveAsync(vault, added.Id));
        Assert.Equal(2, vault.Ledger.Of(EntryType.CanaryTouched).Count());
        Assert.Single(vault.Ledger.Of(EntryType.CallerFrozen));
    }

    [Fact]
    public async Task A_refresh_token_logs_in_as_its_mailbox()
    {
        await using var vault = await TestVault.NewAsync();
        var added = await vault.LinkAsync(Smtp with { Kind = CredentialKind.RefreshToken, Service = "https://login.elsewhere.example/token", Mailbox = "post@branch.example" }, password: true);
        Assert.Equal(new RelayLogInReply(CredentialKind.RefreshToken, "post@branch.example", false), await RelayAsync(vault, added.Id));
        await RefusedAsync(() => GiveAsync(vault, added.Id));
    }

    [Theory]
    [InlineData("relay.example:587", "relay.example")]
    [InlineData("[2001:db8::1]:587", "2001:db8::1")]
    [InlineData("192.0.2.1:25", "192.0.2.1")]
    public void The_host_of_a_relay_is_what_stands_before_its_port(string destination, string host) => Assert.Equal(host, RelayUse.HostOf(destination));

    private static ValueTask<RelayLogInReply> RelayAsync(TestVault vault, string id, string host = TestVault.RelayHost) =>
        vault.AsAsync(RoleKind.Deliver, VaultCalls.RelayLogIn, new RelayLogInRequest(id, host));

    private static ValueTask<GivePasswordReply> GiveAsync(TestVault vault, string id, string host = TestVault.RelayHost) =>
        vault.AsAsync(RoleKind.Deliver, VaultCalls.GivePassword, new GivePasswordRequest(id, "smtp.relay", host));

    private static async Task RefusedAsync<T>(Func<ValueTask<T>> act) =>
        Assert.Equal(CallFailure.Rejected, (await Assert.ThrowsAsync<CallException>(async () => await act())).Failure);
}
