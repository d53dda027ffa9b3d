using Sekisho.Store.Directory;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Directory;

public sealed class TenantTests
{
    [Fact]
    public async Task A_domain_belongs_to_one_tenant()
    {
        await using var store = await TestStore.NewAsync();
        var refused = await TestStore.RejectedAsync(() => AddAsync(store, new Tenant { Name = "other", Domains = ["House.Example"] }));
        Assert.Contains("belongs to the tenant house", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain((await ListAsync(store)).Tenants, tenant => tenant.Name == "other");
    }

    [Fact]
    public async Task Adding_again_replaces_domains_and_relay()
    {
        await using var store = await TestStore.NewAsync();
        await AddAsync(store, new Tenant { Name = "branch", Domains = ["b.example", "a.example", "A.example"] });
        var branch = Assert.Single((await ListAsync(store)).Tenants, tenant => tenant.Name == "branch");
        Assert.Equal(["a.example", "b.example"], branch.Domains);
        Assert.Null(branch.Relay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("Ab")]
    [InlineData("a b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        await using var store = await TestStore.NewAsync();
        await TestStore.RejectedAsync(() => AddAsync(store, new Tenant { Name = name, Domains = ["x.example"] }));
    }

    [Fact]
    public async Task Domains_are_one_to_a_thousand_and_well_formed()
    {
        await using var store = await TestStore.NewAsync();
        Tenant With(int domains) => new() { Name = "big", Domains = [.. Enumerable.Range(0, domains).Select(i => $"d{i}.example")] };
        await TestStore.RejectedAsync(() => AddAsync(store, With(0)));
        await TestStore.RejectedAsync(() => AddAsync(store, With(1001)));
        await AddAsync(store, With(1000));
        foreach (var domain in (string[])["a..b", "[192.0.2.1]", "a b", ".a", "a.", new string('a', 64) + ".example", "x@y"])
            await TestStore.RejectedAsync(() => AddAsync(store, new Tenant { Name = "odd", Domains = [domain] }));
    }

    [Theory]
    [InlineData("mail.example:25", true)]
    [InlineData("192.0.2.1:2525", true)]
    [InlineData("[2001:db8::1]:25", true)]
    [InlineData("mail.example", false)]
    [InlineData("mail.example:0", false)]
    [InlineData("mail.example:65536", false)]
    [InlineData(":25", false)]
    [InlineData("[nonsense]:25", false)]
    [InlineData("a b:25", false)]
    public async Task A_relay_is_a_host_and_a_port(string destination, bool good)
    {
        await using var store = await TestStore.NewAsync();
        var tenant = new Tenant { Name = "x", Domains = ["x.example"], Relay = new Route(RouteKind.Relay, destination, TlsPolicy.Verified, Lmtp: true) };
        if (good)
        {
            await AddAsync(store, tenant);
            Assert.Equal(tenant.Relay, Assert.Single((await ListAsync(store)).Tenants, found => found.Name == "x").Relay);
        }
        else
        {
            await TestStore.RejectedAsync(() => AddAsync(store, tenant));
        }
    }

    [Fact]
    public async Task An_account_needs_a_domain_of_a_tenant()
    {
        await using var store = await TestStore.NewAsync();
        foreach (var address in (string[])["a@far.example", "nonsense", "postmaster", ""])
            await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(address, null)));
    }

    [Fact]
    public async Task Accounts_are_listed_in_pages_by_address()
    {
        await using var store = await TestStore.NewAsync();
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest("Zen@house.example", "secret"));
        var first = await ListAsync(store, null, 2);
        Assert.Equal([new Account(TestStore.Ayumi, "house", false), new Account(TestStore.Ken, "house", false)], first.Accounts);
        var second = await ListAsync(store, first.Accounts[^1].Address, 2);
        Assert.Equal([new Account("zen@house.example", "house", true)], second.Accounts);
        Assert.Equal(["branch", "house"], second.Tenants.Select(tenant => tenant.Name));
    }

    private static async Task AddAsync(TestStore store, Tenant tenant) => await store.Calls.SendAsync(StoreCalls.AddTenant, tenant);

    private static async Task<DirectoryList> ListAsync(TestStore store, string? after = null, int most = 1000) =>
        await store.Calls.SendAsync(StoreCalls.ListDirectory, new ListRequest(after, most));
}
