using Sekisho.Roles.Calls;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Searching;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Searching;

public sealed class SearchTests
{
    [Fact]
    public async Task Messages_are_found_by_words_of_sender_and_subject_newest_first()
    {
        await using var store = await TestStore.NewAsync();
        var ids = new List<string>();
        foreach (var subject in new[] { "Invoice for May", "会議の議事録", "Invoice for June", "lunch" }) ids.Add(await AcceptAsync(store, subject, TestStore.Ayumi));
        using var key = KeyOf(store, TestStore.Ayumi);
        var index = new MailboxIndex(store.Calls, TestStore.Ayumi, key);

        Assert.Empty(await index.SearchAsync("invoice", 10, default));
        Assert.Equal(4, await index.UpdateAsync(default));
        Assert.Equal(0, await index.UpdateAsync(default));

        Assert.Equal([ids[2], ids[0]], (await index.SearchAsync("INVOICE", 10, default)).Select(item => item.Id));
        Assert.Equal([ids[0]], (await index.SearchAsync("may invoice", 10, default)).Select(item => item.Id));
        Assert.Equal("会議の議事録", Assert.Single(await index.SearchAsync("議事", 10, default)).Subject);
        Assert.Empty(await index.SearchAsync("invoice lunch", 10, default));
        Assert.Empty(await index.SearchAsync("…", 10, default));
        Assert.Equal(4, (await index.SearchAsync("elsewhere", 10, default)).Count);
        // What comes later is found once it is indexed, and nothing twice.
        ids.Add(await AcceptAsync(store, "another invoice", TestStore.Ayumi));
        Assert.Equal(1, await index.UpdateAsync(default));
        Assert.Equal([ids[4], ids[2], ids[0]], (await index.SearchAsync("invoice", 10, default)).Select(item => item.Id));
        Assert.Equal([ids[4], ids[2]], (await index.SearchAsync("invoice", 2, default)).Select(item => item.Id));
    }

    [Fact]
    public async Task The_same_word_has_another_token_in_another_mailbox()
    {
        await using var store = await TestStore.NewAsync();
        await AcceptAsync(store, "invoice", TestStore.Ayumi, TestStore.Ken);
        using var ayumi = KeyOf(store, TestStore.Ayumi);
        using var ken = KeyOf(store, TestStore.Ken);
        Assert.NotEqual(ayumi.TokensOf("invoice")[0], ken.TokensOf("invoice")[0]);
        Assert.Equal(ayumi.TokensOf("invoice")[0], ayumi.TokensOf("INVOICE")[0]);
        await new MailboxIndex(store.Calls, TestStore.Ayumi, ayumi).UpdateAsync(default);
        await new MailboxIndex(store.Calls, TestStore.Ken, ken).UpdateAsync(default);
        Assert.Empty((await store.Calls.SendAsync(StoreCalls.Search, new SearchRequest(TestStore.Ken, ayumi.TokensOf("invoice")))).Items);
        Assert.Single((await store.Calls.SendAsync(StoreCalls.Search, new SearchRequest(TestStore.Ken, ken.TokensOf("invoice")))).Items);
    }

    [Fact]
    public async Task Pages_go_on_where_the_one_before_ended()
    {
        await using var store = await TestStore.NewAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await AcceptAsync(store, "invoice", TestStore.Ayumi));
        using var key = KeyOf(store, TestStore.Ayumi);
        await new MailboxIndex(store.Calls, TestStore.Ayumi, key).UpdateAsync(default);
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await store.Calls.SendAsync(StoreCalls.Search, new SearchRequest(TestStore.Ayumi, key.TokensOf("invoice"), after, 2));
            Assert.InRange(page.Items.Count, 1, 2);
            found.AddRange(page.Items.Select(item => item.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(Enumerable.Reverse(ids), found);
    }

    [Fact]
    public async Task Tokens_of_what_is_not_in_the_mailbox_are_passed_over_and_the_first_ones_stay()
    {
        await using var store = await TestStore.NewAsync();
        var id = await AcceptAsync(store, "invoice", TestStore.Ayumi);
        var kens = await AcceptAsync(store, "invoice", TestStore.Ken);
        byte[] first = [1, 2, 3, 4, 5, 6, 7, 8], second = [8, 7, 6, 5, 4, 3, 2, 1];
        await store.Calls.SendAsync(StoreCalls.IndexTokens, new IndexTokensRequest(TestStore.Ayumi, [new(id, [first]), new(kens, [first]), new(store.NewId(), [first])]));
        await store.Calls.SendAsync(StoreCalls.IndexTokens, new IndexTokensRequest(TestStore.Ayumi, [new(id, [second])]));
        Assert.Equal([id], (await store.Calls.SendAsync(StoreCalls.Search, new SearchRequest(TestStore.Ayumi, [first]))).Items.Select(item => item.Id));
        Assert.Empty((await store.Calls.SendAsync(StoreCalls.Search, new SearchRequest(TestStore.Ayumi, [second]))).Items);
        Assert.Single((await store.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(TestStore.Ken, NotIndexed: true))).Items);
        Assert.Empty((await store.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(TestStore.Ayumi, NotIndexed: true))).Items);
    }

    [Fact]
    public async Task Limits_are_kept()
    {
        await using var store = await TestStore.NewAsync();
        var id = await AcceptAsync(store, "invoice", TestStore.Ayumi);
        Task Index(int messages, int tokens, int bytes) => store.Calls.SendAsync(StoreCalls.IndexTokens, new IndexTokensRequest(
            TestStore.Ayumi, [.. Enumerable.Repeat(new MessageTokens(id, [.. Enumerable.Range(0, tokens).Select(_ => new byte[bytes])]), messages)])).AsTask();
        Task Search(int tokens, int bytes) => store.Calls.SendAsync(StoreCalls.Search, new SearchRequest(TestStore.Ayumi, [.. Enumerable.Range(0, tokens).Select(_ => new byte[bytes])])).AsTask();
        await Index(IndexTokensRequest.MostMessages, SearchWords.MostWords, IndexKey.TokenBytes);
        await Search(SearchRequest.MostTokens, IndexKey.TokenBytes);
        foreach (var refused in new Func<Task>[]
        {
            () => Index(IndexTokensRequest.MostMessages + 1, 1, IndexKey.TokenBytes),
            () => Index(1, SearchWords.MostWords + 1, IndexKey.TokenBytes),
            () => Index(1, 1, IndexKey.TokenBytes + 1),
            () => Search(0, IndexKey.TokenBytes),
            () => Search(SearchRequest.MostTokens + 1, IndexKey.TokenBytes),
            () => Search(1, IndexKey.TokenBytes - 1),
        }) await Assert.ThrowsAsync<CallException>(refused);
    }

    [Fact]
    public async Task An_unknown_account_or_place_is_refused()
    {
        await using var store = await TestStore.NewAsync();
        await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(StoreCalls.Search, new SearchRequest("nobody@house.example", [new byte[8]])));
        await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(StoreCalls.Search, new SearchRequest(TestStore.Ayumi, [new byte[8]], store.NewId())));
        await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(StoreCalls.IndexTokens, new IndexTokensRequest("nobody@house.example", [])));
    }

    private static IndexKey KeyOf(TestStore store, string address)
    {
        var (id, bytes) = store.Keys.IndexKeyOf(address);
        var key = IndexKey.Take(id, bytes, store.Clock.GetUtcNow().AddMinutes(15));
        Assert.NotNull(key);
        return key;
    }

    private static async Task<string> AcceptAsync(TestStore store, string subject, params string[] recipients) =>
        await store.AcceptWithSubjectAsync(subject, recipients);
}
