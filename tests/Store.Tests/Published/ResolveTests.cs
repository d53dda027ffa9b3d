using Sekisho.Store.Published;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Published;

public sealed class ResolveTests
{
    [Theory]
    [InlineData("ayumi@house.example")]
    [InlineData("AyUmI@HOUSE.Example")]
    [InlineData("\"ayumi\"@house.example")]
    [InlineData("ayumi+shop@house.example")]
    [InlineData("Ayumi+a+b@house.example")]
    [InlineData("postmaster@house.example")]
    [InlineData("PostMaster@House.Example")]
    public async Task These_are_all_the_mailbox_of_ayumi(string address)
    {
        await using var store = await TestStore.NewAsync();
        var found = await ResolveAsync(store, address);
        Assert.Equal(new Resolution(ResolutionResult.Known, store.Keys.NumberOf("house")), found);
        Assert.Equal(TestStore.Ayumi, await MailboxOfAsync(store, address));
    }

    [Theory]
    [InlineData("nobody@house.example", ResolutionResult.UnknownMailbox)]
    [InlineData("+ayumi@house.example", ResolutionResult.UnknownMailbox)]
    [InlineData("ayumi@sub.house.example", ResolutionResult.NotOurs)]
    [InlineData("someone@far.example", ResolutionResult.NotOurs)]
    [InlineData("ayumi", ResolutionResult.NotOurs)]
    [InlineData("@house.example", ResolutionResult.NotOurs)]
    [InlineData("ayumi@", ResolutionResult.NotOurs)]
    [InlineData("", ResolutionResult.NotOurs)]
    [InlineData("a\r\nb@house.example", ResolutionResult.NotOurs)]
    [InlineData("x@-bad-.example", ResolutionResult.NotOurs)]
    public async Task These_are_nobodys_mailbox_here(string address, ResolutionResult result)
    {
        await using var store = await TestStore.NewAsync();
        Assert.Equal(result, (await ResolveAsync(store, address)).Result);
    }

    [Fact]
    public async Task The_postmaster_at_our_host_name_is_the_bare_postmaster()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { HostName = "MX.example", OperatorMailbox = TestStore.Ken });
        foreach (var address in (string[])["postmaster", "postmaster@mx.example", "Postmaster@MX.Example"])
            Assert.Equal(TestStore.Ken, await MailboxOfAsync(store, address));
        Assert.Equal(ResolutionResult.NotOurs, (await ResolveAsync(store, "ken@mx.example")).Result);
        Assert.Equal(ResolutionResult.NotOurs, (await ResolveAsync(store, "postmaster@mx2.example")).Result);
    }

    [Fact]
    public async Task The_longest_address_is_looked_up_and_one_character_more_is_not()
    {
        await using var store = await TestStore.NewAsync();
        var longest = new string('a', 512 - "@branch.example".Length) + "@branch.example";
        Assert.Equal(ResolutionResult.Known, (await ResolveAsync(store, longest)).Result);
        Assert.Equal(ResolutionResult.NotOurs, (await ResolveAsync(store, "a" + longest)).Result);
    }

    [Fact]
    public async Task A_tenant_with_its_own_server_takes_every_local_part()
    {
        await using var store = await TestStore.NewAsync();
        foreach (var address in (string[])["anything@branch.example", "postmaster@BRANCH.example"])
            Assert.Equal(new Resolution(ResolutionResult.Known, store.Keys.NumberOf("branch")), await ResolveAsync(store, address));
    }

    [Fact]
    public async Task Only_an_account_of_ours_sends_elsewhere()
    {
        await using var store = await TestStore.NewAsync();
        // On behalf of the sender's tenant.
        Assert.Equal(new Resolution(ResolutionResult.Known, store.Keys.NumberOf("house")), await ResolveAsync(store, "Someone@FAR.example", TestStore.Ken));
        Assert.Equal(ResolutionResult.NotOurs, (await ResolveAsync(store, "someone@far.example", "nobody@house.example")).Result);
        Assert.Equal(ResolutionResult.UnknownMailbox, (await ResolveAsync(store, "nobody@house.example", TestStore.Ken)).Result);
    }

    [Fact]
    public async Task A_domain_in_unicode_is_the_same_as_its_a_label()
    {
        await using var store = await TestStore.NewAsync();
        await store.AddTenantAsync("rei", ["xn--r8jz45g.example"]);
        await store.AddAccountAsync("hana@xn--r8jz45g.example");
        Assert.Equal("hana@xn--r8jz45g.example", await MailboxOfAsync(store, "hana@例え.example"));
    }

    [Fact]
    public async Task Postmaster_falls_back_to_the_operators_mailbox_and_without_a_domain_goes_there()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { OperatorMailbox = TestStore.Ken });
        await store.AddTenantAsync("empty", ["empty.example"]);
        Assert.Equal(TestStore.Ken, await MailboxOfAsync(store, "postmaster@empty.example"));
        Assert.Equal(TestStore.Ken, await MailboxOfAsync(store, "Postmaster"));
        await store.AddAccountAsync("first@empty.example");
        Assert.Equal("first@empty.example", await MailboxOfAsync(store, "postmaster@empty.example"));
        await store.AddAccountAsync("postmaster@empty.example");
        Assert.Equal("postmaster@empty.example", await MailboxOfAsync(store, "postmaster@empty.example"));
    }

    [Fact]
    public async Task A_change_of_the_directory_counts_at_once()
    {
        await using var store = await TestStore.NewAsync();
        Assert.Equal(ResolutionResult.UnknownMailbox, (await ResolveAsync(store, "new@house.example")).Result);
        await store.AddAccountAsync("new@house.example");
        Assert.Equal(ResolutionResult.Known, (await ResolveAsync(store, "new@house.example")).Result);
        await store.AddTenantAsync("house", ["other.example"]);
        Assert.Equal(ResolutionResult.NotOurs, (await ResolveAsync(store, "new@house.example")).Result);
    }

    [Fact]
    public async Task More_addresses_than_the_cache_holds_are_still_answered_rightly()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 20_010; i++)
            Assert.Equal(ResolutionResult.UnknownMailbox, (await ResolveAsync(store, $"guess{i}@house.example")).Result);
        Assert.Equal(ResolutionResult.Known, (await ResolveAsync(store, TestStore.Ayumi)).Result);
    }

    private static async Task<Resolution> ResolveAsync(TestStore store, string address, string? account = null) =>
        await store.Calls.SendAsync(StoreCalls.Resolve, new ResolveRequest(address, account));

    /// <summary>Whose mailbox mail for an address comes into.</summary>
    private static async Task<string?> MailboxOfAsync(TestStore store, string address)
    {
        var id = await store.AcceptAsync(address);
        foreach (var account in store.Keys.Accounts)
            if ((await store.MailboxAsync(account)).Any(item => item.Id == id)) return account;
        return null;
    }
}
