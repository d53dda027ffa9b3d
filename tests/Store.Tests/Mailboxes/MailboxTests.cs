using Sekisho.Store.Mailboxes;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Mailboxes;

public sealed class MailboxTests
{
    [Fact]
    public async Task A_mailbox_is_listed_in_the_order_of_delivery_in_pages()
    {
        await using var store = await TestStore.NewAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await store.AcceptAsync(TestStore.Ayumi, TestStore.Ken));
        var first = await store.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest("AYUMI@House.Example", null, 2));
        Assert.Equal(ids[..2], first.Items.Select(item => item.Id));
        var second = await store.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(TestStore.Ayumi, first.Next, 2));
        var third = await store.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(TestStore.Ayumi, second.Next, 2));
        Assert.Equal(ids[2..], second.Items.Concat(third.Items).Select(item => item.Id));
        Assert.Null(third.Next);
        Assert.Equal(5, (await store.MailboxAsync(TestStore.Ken)).Count);
    }

    [Fact]
    public async Task A_message_released_late_comes_last()
    {
        await using var store = await TestStore.NewAsync();
        var late = await store.AcceptAsync(Inspect.Verdicts.Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        var early = await store.AcceptAsync(TestStore.Ayumi);
        await store.Calls.SendAsync(
            StoreCalls.QuarantineChange, new Store.Quarantine.QuarantineChangeRequest(Store.Quarantine.QuarantineAction.Release, late));
        Assert.Equal([early, late], (await store.MailboxAsync(TestStore.Ayumi)).Select(item => item.Id));
    }

    [Fact]
    public async Task An_unknown_account_or_place_is_refused_with_a_sentence()
    {
        await using var store = await TestStore.NewAsync();
        var unknown = await TestStore.RejectedAsync(() => store.MailboxAsync("nobody@house.example"));
        Assert.Contains("no account nobody@house.example", unknown.Message, StringComparison.Ordinal);
        await TestStore.RejectedAsync(async () =>
            await store.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(TestStore.Ayumi, store.NewId())));
        await TestStore.RejectedAsync(() => store.ReadAsync(StoreCalls.MailboxContent, store.NewId()));
    }
}
