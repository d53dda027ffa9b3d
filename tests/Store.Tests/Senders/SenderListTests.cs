using Sekisho.Inspect.History;
using Sekisho.Store.Opening;
using Sekisho.Store.Published;
using Sekisho.Store.Senders;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Senders;

public sealed class SenderListTests
{
    private const string Hana = "hana@partner.example";
    private const string House = "house.example";

    [Theory]
    [InlineData(Hana, Hana, true)]
    [InlineData("HANA@partner.EXAMPLE", Hana, true)]
    [InlineData("@partner.example", Hana, true)]
    [InlineData("@*.partner.example", Hana, false)]
    [InlineData("@*.partner.example", "hana@mail.partner.example", true)]
    [InlineData("@*.partner.example", "hana@a.b.partner.example", true)]
    [InlineData("@*.example", Hana, true)]
    [InlineData("@partner.example", "hana@mail.partner.example", false)]
    [InlineData(Hana, "other@partner.example", false)]
    public async Task An_entry_names_an_address_a_domain_or_its_subdomains(string entry, string sender, bool isNamed)
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, House, entry);
        Assert.Equal((false, isNamed), await AskAsync(store, sender));
        await ChangeAsync(store, SenderAction.Allow, House, entry);
        Assert.Equal((isNamed, false), await AskAsync(store, sender));
        Assert.Equal(1, await ChangeAsync(store, SenderAction.Remove, House, entry));
        Assert.Equal((false, false), await AskAsync(store, sender));
        Assert.Equal(0, await ChangeAsync(store, SenderAction.Remove, House, entry));
    }

    [Fact]
    public async Task An_account_has_its_own_list_and_it_comes_before_that_of_the_domain()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, House, Hana);
        await ChangeAsync(store, SenderAction.Allow, TestStore.Ken, "@partner.example");
        Assert.Equal((true, false), await AskAsync(store, Hana));
        Assert.Equal((true, false), await AskAsync(store, Hana, "ken+news@house.example"));
        Assert.Equal((false, true), await AskAsync(store, Hana, TestStore.Ayumi));
        Assert.Equal((false, false), await AskAsync(store, Hana, TestStore.AtBranch));
    }

    [Fact]
    public async Task In_a_list_the_most_exact_entry_decides()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, House, "@*.example");
        await ChangeAsync(store, SenderAction.Allow, House, "@partner.example");
        await ChangeAsync(store, SenderAction.Block, House, Hana);
        Assert.Equal((false, true), await AskAsync(store, Hana));
        Assert.Equal((true, false), await AskAsync(store, "other@partner.example"));
        Assert.Equal((false, true), await AskAsync(store, "other@mail.partner.example"));
    }

    [Fact]
    public async Task Of_several_recipients_one_is_enough_to_allow_and_all_are_needed_to_block()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, TestStore.Ken, Hana);
        Assert.Equal((false, true), await AskAsync(store, Hana, TestStore.Ken));
        Assert.Equal((false, false), await AskAsync(store, Hana, TestStore.Ken, TestStore.Ayumi));
        Assert.Equal((false, false), await AskAsync(store, Hana, TestStore.Ken, "somebody@elsewhere.example"));
        await ChangeAsync(store, SenderAction.Block, TestStore.AtBranch, Hana);
        Assert.Equal((false, true), await AskAsync(store, Hana, TestStore.Ken, TestStore.AtBranch));
        await ChangeAsync(store, SenderAction.Allow, TestStore.AtBranch, Hana);
        Assert.Equal((true, false), await AskAsync(store, Hana, TestStore.Ken, TestStore.AtBranch));
    }

    [Fact]
    public async Task The_reverse_path_can_make_a_sender_unwanted_but_never_wanted()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, House, "@bulk.example");
        await ChangeAsync(store, SenderAction.Allow, House, "@good.example");
        Assert.Equal((false, true), await AskFromAsync(store, Hana, "bounce@bulk.example"));
        Assert.Equal((false, false), await AskFromAsync(store, Hana, "bounce@good.example"));
        Assert.Equal((true, false), await AskFromAsync(store, "a@good.example", "bounce@bulk.example"));
        Assert.Equal((false, false), await AskFromAsync(store, Hana, ""));
    }

    [Fact]
    public async Task An_entry_with_days_is_over_after_them()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, House, Hana, days: 2);
        await ChangeAsync(store, SenderAction.Block, House, "@bulk.example", days: SenderChangeRequest.MostDays);
        store.Clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.Equal((false, true), await AskAsync(store, Hana));
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((false, false), await AskAsync(store, Hana));
        Assert.Equal("@bulk.example", Assert.Single(await ListAsync(store, House)).Sender);
        Assert.Equal(2, Rows(store));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(1, Rows(store));
    }

    [Fact]
    public async Task Whoever_has_the_key_of_the_traces_reads_the_lists()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, House, "@*.Bulk.example", days: 30, note: "sells our addresses");
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        await ChangeAsync(store, SenderAction.Allow, "KEN@house.example", Hana);
        var items = await ListAsync(store, House, most: 1);
        Assert.Equal([(House, "@*.bulk.example", "sells our addresses"), (TestStore.Ken, Hana, null)], items.Select(item => (item.For, item.Sender, item.Note)));
        Assert.Equal([SenderListKind.Block, SenderListKind.Allow], items.Select(item => item.List));
        Assert.Equal([TimeSpan.FromDays(30), null], items.Select(item => item.Until - item.AddedAt));
        Assert.Equal(Hana, Assert.Single(await ListAsync(store, TestStore.Ken)).Sender);
        Assert.Empty(await ListAsync(store, TestStore.Ayumi));
        Assert.Equal(3, store.Keys.Opened.Count(opened => opened.StartsWith("Trace ", StringComparison.Ordinal) && opened.EndsWith("/sender", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_address_and_no_note_is_on_disk()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, TestStore.Ken, Hana, note: "sells our addresses");
        await ChangeAsync(store, SenderAction.Allow, House, "@*.bulk.example");
        await store.Role.Upkeep.RunOnceAsync();
        foreach (var text in (string[])[Hana, "partner.example", "bulk.example", "sells our", TestStore.Ken, House])
            Assert.False(store.IsOnDisk(System.Text.Encoding.UTF8.GetBytes(text)), text);
    }

    [Fact]
    public async Task Lists_end_with_the_account_the_domain_and_the_tenant()
    {
        await using var store = await TestStore.NewAsync();
        foreach (var scope in (string[])[TestStore.Ken, House, TestStore.AtBranch, "branch.example"]) await ChangeAsync(store, SenderAction.Block, scope, Hana);
        await PublishAsync(store, request => request with { RemovedTags = [store.Keys.AccountOf(TestStore.Ken).Tag] });
        Assert.Equal(3, Rows(store));
        await PublishAsync(store, request => request with { RemovedTags = [store.Keys.TagOfDomain("branch.example")] });
        Assert.Equal(1, Rows(store));
        await PublishAsync(store, request => request with { RemovedTenants = [store.Keys.NumberOf("house")] });
        Assert.Equal(0, Rows(store));
    }

    [Fact]
    public async Task What_a_whole_publication_does_not_have_has_no_lists_any_more()
    {
        await using var store = await TestStore.NewAsync();
        foreach (var scope in (string[])[TestStore.Ken, TestStore.Ayumi, House, TestStore.AtBranch, "branch.example"]) await ChangeAsync(store, SenderAction.Block, scope, Hana);
        var whole = store.Keys.Whole();
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, whole);
        Assert.Equal(5, Rows(store));
        var ken = store.Keys.AccountOf(TestStore.Ken);
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, store.Keys.Whole() with { Addresses = [.. whole.Addresses.Where(address => address != ken)] });
        Assert.Equal(4, Rows(store));
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, store.Keys.Whole() with { Domains = [.. whole.Domains.Where(domain => domain.Relay is null)] });
        Assert.Equal(2, Rows(store));
    }

    [Fact]
    public async Task A_domain_that_goes_to_another_tenant_takes_no_lists_along()
    {
        await using var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, "branch.example", Hana);
        await PublishAsync(store, request => request with { Domains = [new PublishedDomain(store.Keys.TagOfDomain("branch.example"), store.Keys.NumberOf("house"), null)] });
        Assert.Equal(0, Rows(store));
        Assert.Empty(await ListAsync(store, "branch.example"));
    }

    [Fact]
    public async Task Lists_outlive_a_restart()
    {
        var store = await TestStore.NewAsync();
        await ChangeAsync(store, SenderAction.Block, House, Hana);
        await using var again = await store.RestartAsync();
        Assert.Equal((false, true), await AskAsync(again, Hana));
    }

    [Fact]
    public async Task Requests_end_at_their_limits()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { SenderEntriesPerTenant = 2 });
        Assert.Equal(10_000, new StoreOptions().SenderEntriesPerTenant);
        await ChangeAsync(store, SenderAction.Block, House, "@1.example", note: new string('n', SenderChangeRequest.MostNoteChars));
        await RefusedAsync(House, "@2.example", note: new string('n', SenderChangeRequest.MostNoteChars + 1));
        await RefusedAsync(House, "@2.example", days: 0);
        await RefusedAsync(House, "@2.example", days: SenderChangeRequest.MostDays + 1);
        await RefusedAsync(House, "2.example");
        await RefusedAsync("nobody@house.example", "@2.example");
        await RefusedAsync("elsewhere.example", "@2.example");
        await RefusedAsync("", "@2.example");
        await RefusedAsync("@", "@2.example");
        await ChangeAsync(store, SenderAction.Block, TestStore.Ken, "@2.example");
        await RefusedAsync(House, "@3.example");
        await ChangeAsync(store, SenderAction.Allow, House, "@1.example");
        await ChangeAsync(store, SenderAction.Block, "branch.example", "@3.example");
        Assert.Equal(3, Rows(store));

        Task RefusedAsync(string scope, string entry, int? days = null, string? note = null) =>
            TestStore.RejectedAsync(() => ChangeAsync(store, SenderAction.Block, scope, entry, days, note));
    }

    private static long Rows(TestStore store)
    {
        using var connection = new Sekisho.Store.Database.StoreDatabase(store.DatabasePath, 0).OpenReader();
        return connection.Number("SELECT count(*) FROM listed_sender")!.Value;
    }

    private static async Task<int> ChangeAsync(TestStore store, SenderAction action, string scope, string entry, int? days = null, string? note = null) =>
        (await store.Calls.SendAsync(StoreCalls.SendersChange, new SenderChangeRequest(action, scope, entry, days, note))).Changed;

    private static async Task<List<SenderItem>> ListAsync(TestStore store, string scope, int most = 1000)
    {
        var found = new List<SenderItem>();
        string? after = null;
        do
        {
            var page = await store.Calls.SendAsync(StoreCalls.SendersList, new SenderListRequest(scope, after, most));
            Assert.True(page.Items.Count <= most);
            found.AddRange(await OpenLists.SendersAsync(page, store.Keys, default));
            after = page.Next;
        }
        while (after is not null);
        return found;
    }

    private static async Task PublishAsync(TestStore store, Func<PublishDirectoryRequest, PublishDirectoryRequest> change)
    {
        var version = (await store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = 0 })).Version;
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, change(new PublishDirectoryRequest { Version = version + 1, Base = version }));
    }

    private static async Task<(bool Allowed, bool Blocked)> AskAsync(TestStore store, string from, params string[] to)
    {
        var reply = await store.Calls.SendAsync(HistoryCalls.Ask, new HistoryRequest(to.Length == 0 ? [TestStore.Ken] : to, from, null, []));
        return (reply.Allowed, reply.Blocked);
    }

    private static async Task<(bool Allowed, bool Blocked)> AskFromAsync(TestStore store, string from, string reversePath)
    {
        var reply = await store.Calls.SendAsync(HistoryCalls.Ask, new HistoryRequest([TestStore.Ken], from, null, []) { ReversePath = reversePath });
        return (reply.Allowed, reply.Blocked);
    }
}
