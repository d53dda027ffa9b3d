using Sekisho.Identity.Rights;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Testing;
using Sekisho.Vault.Directory;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Rights;
using Sekisho.Vault.Sealed;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Rights;

public sealed class RightsTests
{
    private const string Begin = "<!-- generated: SEKISHO_UPDATE_DOCS=1 ./sekisho test Vault -->";
    private const string End = "<!-- end of the generated part -->";

    [Fact]
    public void Every_call_of_the_vault_has_one_line_and_every_line_is_a_call()
    {
        var calls = RoleTable.Calls.Where(call => call.StartsWith("vault.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(calls, CallRights.Table.Keys.Order(StringComparer.Ordinal));
        Assert.All(CallRights.Table.Values, line => Assert.Equal(line.Who == WhoActs.Nobody, line.Permissions.Count == 0));
        Assert.All(CallRights.Table.Values, line => Assert.Equal(line.Who == WhoActs.Holder, line.Ticket is not null));
    }

    [Fact]
    public void The_page_for_operators_has_the_table_of_the_code()
    {
        var path = RepositoryRoot.PathOf("docs", "vault.md");
        var page = File.ReadAllText(path);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "docs/vault.md lacks the lines that mark its generated part.");
        var wanted = page[..begin] + Begin + "\n\n" + CallRightsDocument.ToMarkdown() + "\n" + page[end..];
        if (Environment.GetEnvironmentVariable("SEKISHO_UPDATE_DOCS") == "1") File.WriteAllText(path, page = wanted);
        Assert.Equal(wanted, page);
    }

    [Fact]
    public void Without_a_line_a_call_cannot_be_answered()
    {
        var calls = new GuardedCalls(new InMemoryCalls(), new Dictionary<string, CallRight>(), () => throw new InvalidOperationException());
        Assert.Throws<InvalidOperationException>(() => calls.Answer(VaultCalls.Status, (_, _) => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Everybody_may_what_the_table_says_and_nothing_else()
    {
        await using var vault = await TestVault.NewAsync();
        Assert.Equal(RightsMatrix.Expected, await RightsMatrix.TryAllAsync(vault, await People.LogInAsync(vault)));
        Assert.Equal(38, RightsMatrix.Expected.Count);
    }

    [Theory]
    [InlineData("vault.add-account")]
    [InlineData("vault.order")]
    [InlineData("vault.list-accounts")]
    [InlineData("vault.set-archive")]
    [InlineData("vault.open-archive")]
    public async Task A_wrong_line_of_a_call_is_found(string call)
    {
        var wrong = CallRights.Table.Values.ToDictionary(line => line.Call, line => line.Call == call ? line with { Needs = _ => [] } : line);
        await using var vault = await TestVault.NewAsync(rights: wrong);
        Assert.NotEqual(RightsMatrix.Expected, await RightsMatrix.TryAllAsync(vault, await People.LogInAsync(vault)));
    }

    [Theory]
    [InlineData(Role.User, Permission.ResetCredentials, RightsScope.Tenant)]
    [InlineData(Role.TenantAdministrator, Permission.ChangeQueue, RightsScope.All)]
    [InlineData(Role.TenantAdministrator, Permission.ListAccounts, RightsScope.All)]
    [InlineData(Role.Auditor, Permission.LinkCredentials, RightsScope.Tenant)]
    [InlineData(Role.TenantAdministrator, Permission.ReadArchive, RightsScope.Tenant)]
    [InlineData(Role.Auditor, Permission.DestroyArchive, RightsScope.Tenant)]
    [InlineData(Role.Operator, Permission.ChangePolicy, RightsScope.Tenant)]
    public async Task A_wrong_cell_of_the_rights_is_found(Role role, Permission permission, RightsScope scope)
    {
        await using var vault = await TestVault.NewAsync(scopes: (of, what) => (of, what) == (role, permission) ? scope : RightsTable.ScopeOf(of, what));
        Assert.NotEqual(RightsMatrix.Expected, await RightsMatrix.TryAllAsync(vault, await People.LogInAsync(vault)));
    }

    [Fact]
    public async Task What_is_refused_is_on_record_and_bounded()
    {
        await using var vault = await TestVault.NewAsync();
        var ticket = await vault.TicketAsync();
        for (var i = 0; i < RecordDenials.MostPerMinute + 7; i++)
            await Assert.ThrowsAsync<CallException>(async () => await vault.ForAsync(ticket, VaultCalls.AddAccount, new AddAccountRequest(TestVault.Ken, null)));
        var refused = vault.Ledger.Of(EntryType.RightRefused).ToList();
        Assert.Equal(RecordDenials.MostPerMinute, refused.Count);
        Assert.All(refused, entry =>
        {
            Assert.Equal(EntryOutcome.Refused, entry.Outcome);
            Assert.NotNull(entry.Who?.Ticket);
            Assert.Equal(("vault.add-account", "NotInRole", "web", "User"), (entry.Details!["call"], entry.Details["why"], entry.Details["by"], entry.Details["role"]));
        });
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<CallException>(async () => await vault.ForAsync(null, VaultCalls.AddAccount, new AddAccountRequest(TestVault.Ken, null)));
        var last = vault.Ledger.Of(EntryType.RightRefused).Last();
        Assert.Equal(("7", "NoTicket"), (last.Details!["left_out"], last.Details["why"]));
        Assert.Null(last.Who);
    }

    [Fact]
    public async Task A_refusal_changes_nothing_also_when_the_ledger_is_away()
    {
        await using var vault = await TestVault.NewAsync();
        var ticket = await vault.TicketAsync();
        vault.Ledger.Away = true;
        await Assert.ThrowsAsync<CallException>(async () => await vault.ForAsync(ticket, VaultCalls.AddAccount, new AddAccountRequest("new@house.example", null)));
        vault.Ledger.Away = false;
        var accounts = await vault.AsOperatorAsync(VaultCalls.ListAccounts, new DirectoryRequest());
        Assert.DoesNotContain(accounts.Items, account => account.Address == "new@house.example");
    }

    [Fact]
    public async Task Reading_ones_mail_is_a_right_that_the_table_gives()
    {
        await using var vault = await TestVault.NewAsync(scopes: (role, permission) => permission == Permission.ReadMail ? RightsScope.None : RightsTable.ScopeOf(role, permission));
        var ticket = await vault.TicketAsync();
        var (item, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.MessageKeys, RightsMatrix.Id);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, item)));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Web, VaultCalls.LeaseIndexKey, new IndexKeyRequest(ticket)));
        Assert.Equal(2, vault.Ledger.Of(EntryType.RightRefused).Count());
        Assert.Empty(vault.Ledger.Of(EntryType.MessageRead));
        Assert.Empty(vault.Ledger.Of(EntryType.KeyLeased));
    }

    [Fact]
    public async Task Sending_mail_is_a_right_that_the_table_gives()
    {
        await using var vault = await TestVault.NewAsync(scopes: (role, permission) => permission == Permission.SendMail ? RightsScope.None : RightsTable.ScopeOf(role, permission));
        var logIn = new LogInRequest(TestVault.Ayumi, TestVault.Password, "192.0.2.9");
        Assert.Equal(LogInResult.Refused, (await vault.AsAsync(RoleKind.Mx, VaultCalls.LogIn, logIn)).Result);
        Assert.Equal(LogInResult.Granted, (await vault.AsAsync(RoleKind.Web, VaultCalls.LogIn, logIn)).Result);
        Assert.Equal("NotInRole", Assert.Single(vault.Ledger.Of(EntryType.RightRefused)).Details!["why"]);
    }

    [Fact]
    public async Task Who_acts_is_in_the_record_of_what_they_change()
    {
        await using var vault = await TestVault.NewAsync();
        var people = await People.LogInAsync(vault);
        await vault.ForAsync(people["admin"], VaultCalls.AddAccount, new AddAccountRequest("new@house.example", null));
        var byAdmin = vault.Ledger.Of(EntryType.AccountChanged).Last();
        Assert.NotNull(byAdmin.Who?.Ticket);
        await vault.ForAsync(people["admin"], VaultCalls.ListAccounts, new DirectoryRequest(Tenant: "house"));
        Assert.Equal(byAdmin.Who, vault.Ledger.Of(EntryType.DirectoryRead).Last().Who);
        var named = VaultCalls.AddAccount with { Behalf = new CallBehalf { Person = "hanako" } };
        await vault.AsOperatorAsync(named, new AddAccountRequest("new@house.example", null));
        var atTheMachine = vault.Ledger.Of(EntryType.AccountChanged).Last().Who;
        Assert.NotNull(atTheMachine?.Person);
        Assert.Null(atTheMachine.Ticket);
        // A name alone is believed of nobody but the machine's owner.
        await Assert.ThrowsAsync<CallException>(async () => await vault.Calls.SendAsync(RoleKind.Web, named, new AddAccountRequest("new@house.example", null), passesTable: true));
    }

    [Fact]
    public async Task A_right_that_was_taken_is_gone_while_the_ticket_lives()
    {
        await using var vault = await TestVault.NewAsync();
        var people = await People.LogInAsync(vault);
        await vault.ForAsync(people["admin"], VaultCalls.AddAccount, new AddAccountRequest("new@house.example", null));
        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest(People.Admin, null, AccountRight.User));
        await Assert.ThrowsAsync<CallException>(async () => await vault.ForAsync(people["admin"], VaultCalls.AddAccount, new AddAccountRequest("new@house.example", null)));
    }

    [Fact]
    public async Task The_emergency_brake_needs_no_key()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.Seal with { Behalf = new CallBehalf { Person = "hanako" } }, new SealRequest());
        await vault.AsOperatorAsync(VaultCalls.Seal with { Behalf = new CallBehalf { Person = "hanako" } }, new SealRequest());
        await vault.AsOperatorAsync(VaultCalls.Unseal with { Behalf = new CallBehalf { Person = "hanako" } }, new UnsealRequest());
        Assert.False((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
    }
}
