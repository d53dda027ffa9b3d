using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Signing;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Directory;

public sealed class DirectoryTests
{
    [Fact]
    public async Task Every_call_of_the_slice_is_answered()
    {
        await using var vault = await TestVault.NewAsync();
        var defined = typeof(VaultCalls).GetProperties().Select(property => (string)property.PropertyType.GetProperty("Name")!.GetValue(property.GetValue(null))!);
        Assert.Equal(defined.Order(), vault.Calls.Names.Order());
        Assert.Equal(49, vault.Calls.Names.Count);
    }

    [Fact]
    public async Task Tenants_and_accounts_are_listed_as_they_were_added()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = "branch", Domains = ["Branch.Example", "zweig.example"], Relay = new Route(RouteKind.Relay, "mail.branch.example:25") });
        var tenants = (await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest())).Items;
        Assert.Equal(["house", "branch"], tenants.Select(tenant => tenant.Name));
        Assert.Equal(["branch.example", "zweig.example"], tenants[1].Domains);
        Assert.Equal("mail.branch.example:25", tenants[1].Relay!.Destination);

        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest("List@House.example", null, AccountRight.Auditor, ["staff"]));
        var first = await vault.AsOperatorAsync(VaultCalls.ListAccounts, new DirectoryRequest(Most: 2));
        var second = await vault.AsOperatorAsync(VaultCalls.ListAccounts, new DirectoryRequest(first.Next, 2));
        Assert.Equal([TestVault.Ayumi, TestVault.Ken], first.Items.Select(account => account.Address));
        var last = Assert.Single(second.Items);
        Assert.Equal(("list@house.example", "house", false, AccountRight.Auditor), (last.Address, last.Tenant, last.CanLogIn, last.Right));
        Assert.Equal(["staff"], last.Groups);
        Assert.Null(second.Next);
        Assert.True(first.Items[0].CanLogIn);
    }

    [Fact]
    public async Task A_domain_belongs_to_one_tenant_and_an_address_to_a_known_domain()
    {
        await using var vault = await TestVault.NewAsync();
        async Task Refused<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request) =>
            Assert.Equal(CallFailure.Rejected, (await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(call, request))).Failure);

        await Refused(VaultCalls.AddTenant, new Tenant { Name = "thief", Domains = ["house.example"] });
        await Refused(VaultCalls.AddTenant, new Tenant { Name = "-x", Domains = ["x.example"] });
        await Refused(VaultCalls.AddTenant, new Tenant { Name = "x", Domains = [] });
        await Refused(VaultCalls.AddTenant, new Tenant { Name = "x", Domains = ["no domain"] });
        await Refused(VaultCalls.AddAccount, new AddAccountRequest("a@nowhere.example", null));
        await Refused(VaultCalls.AddAccount, new AddAccountRequest("postmaster", null));
        await Refused(VaultCalls.AddAccount, new AddAccountRequest("a@house.example", ""));
        Assert.Equal(2, (await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest())).Items.Count);
    }

    [Fact]
    public async Task The_store_gets_what_receiving_needs_before_the_answer()
    {
        await using var vault = await TestVault.NewAsync();
        Assert.Equal(2, vault.Store.Tenants.Count);
        Assert.Equal(2, vault.Store.Domains.Count);
        Assert.Equal(2, vault.Store.Addresses.Count);
        using var key = new Sekisho.Sealing.Tags.TagKey(vault.Store.LookupKey!);
        Assert.Contains(Convert.ToHexString(DirectoryTags.OfAddress(key, TestVault.Ayumi).ToBytes()), vault.Store.Addresses.Keys);
        Assert.Contains(Convert.ToHexString(DirectoryTags.OfDomain(key, "house.example").ToBytes()), vault.Store.Domains.Keys);
        Assert.Equal(1, vault.Store.Wholes);
        Assert.True((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Published);
    }

    [Fact]
    public async Task A_domain_that_is_taken_away_is_taken_from_the_store_too()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = "branch", Domains = ["new.example"] });
        Assert.Equal(2, vault.Store.Domains.Count);
        await vault.AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = "house", Domains = ["house.example", "branch.example"] });
        Assert.Equal(3, vault.Store.Domains.Count);
        Assert.Equal(1, vault.Store.Wholes);
    }

    [Fact]
    public async Task A_store_that_lost_its_directory_gets_everything_again()
    {
        await using var vault = await TestVault.NewAsync();
        vault.Store.Version = 0;
        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest("list@house.example", null));
        Assert.Equal(2, vault.Store.Wholes);
        Assert.Equal(3, vault.Store.Addresses.Count);
    }

    [Fact]
    public async Task A_store_that_is_ahead_of_a_restored_vault_gets_everything_under_a_newer_version()
    {
        await using var vault = await TestVault.NewAsync();
        var ahead = vault.Store.Version + 1_000_000_000;
        vault.Store.Version = ahead;
        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest("list@house.example", null));
        Assert.True(vault.Store.Version > ahead);
        Assert.Equal(3, vault.Store.Addresses.Count);
    }

    [Fact]
    public async Task There_is_a_new_queue_key_every_day_and_old_ones_go_when_the_store_names_them_no_more()
    {
        await using var vault = await TestVault.NewAsync();
        var first = vault.Store.QueueKey!;
        vault.Clock.Advance(TimeSpan.FromDays(1));
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        Assert.NotEqual(first.Id, vault.Store.QueueKey!.Id);
        Assert.Equal(2, (await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).QueueKeys);
        vault.Store.QueueKeysInUse.Remove(first.Id);
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        Assert.Equal(1, (await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).QueueKeys);
        Assert.Single(vault.Ledger.Of(Sekisho.Ledger.Entries.EntryType.KeyDestroyed));
    }

    [Fact]
    public async Task There_is_a_new_trace_key_every_month()
    {
        await using var vault = await TestVault.NewAsync();
        var first = vault.Store.Tenants[1].Trace;
        vault.Clock.Advance(TimeSpan.FromDays(31));
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        Assert.NotEqual(first.Id, vault.Store.Tenants[1].Trace.Id);
        Assert.Equal(1, vault.Store.Wholes);
    }

    [Fact]
    public async Task Accounts_come_in_by_thousands_and_what_is_wrong_with_one_is_told()
    {
        await using var vault = await TestVault.NewAsync();
        var accounts = Enumerable.Range(0, 2500).Select(i => new ImportAccount { Address = $"user{i}@house.example" }).ToList();
        accounts.Add(new ImportAccount { Address = TestVault.Ken });
        accounts.Add(new ImportAccount { Address = "x@nowhere.example" });
        accounts.Add(new ImportAccount { Address = "user1@HOUSE.example" });
        accounts.Add(new ImportAccount { Address = "v@house.example", Verifier = "none" });

        var reply = await vault.AsOperatorAsync(VaultCalls.ImportAccounts, new ImportAccountsRequest(accounts));
        await vault.Role.Parts.Publisher.PublishOnceAsync();

        Assert.Equal((2500, 1), (reply.Added, reply.Changed));
        Assert.Equal([2501, 2502, 2503], reply.Problems.Select(problem => problem.Position));
        Assert.Equal(2502, vault.Store.Addresses.Count);
        Assert.Equal(2502, (await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Accounts);
        // The one that existed keeps its password.
        await vault.TicketAsync(TestVault.Ken);
        Assert.Equal(2502, vault.Store.Addresses.Values.Select(address => address.Account).Distinct().Count());
        Assert.Equal(2502 * 2, vault.Store.Addresses.Values.SelectMany(address => new[] { address.Content.Id, address.Index.Id }).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_personal_is_in_clear_in_the_folder()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.AddCredential, new AddCredentialRequest
        {
            Owner = TestVault.Ken,
            Kind = CredentialKind.Password,
            Service = "imap.elsewhere.example",
            User = "ken.elsewhere",
            Secret = "correct battery horse",
        });
        await vault.TicketAsync();
        await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("house.example", "s1", "ed25519"));
        string[] secrets = ["ayumi", "house.example", "house", "branch", TestVault.Password, "elsewhere", "correct battery horse", "hash", "192.0.2.9"];
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(vault.RootKey));
        foreach (var file in System.IO.Directory.EnumerateFiles(vault.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            foreach (var secret in secrets) Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) < 0, $"{Path.GetFileName(file)} has '{secret}'.");
        }
    }
}
