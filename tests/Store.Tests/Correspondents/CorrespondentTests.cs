using Sekisho.Inspect.History;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Correspondents;

public sealed class CorrespondentTests
{
    private const string Hana = "hana@partner.example";

    [Fact]
    public async Task Whose_mail_was_authenticated_is_known_afterwards()
    {
        await using var store = await TestStore.NewAsync();
        Assert.Equal(new HistoryReply(), await AskAsync(store, Hana));
        await TakeAsync(store, Hana, "Hana Sato", ("auth.dmarc", "pass"));
        await TakeAsync(store, Hana, "Hana Sato", ("auth.spf", "pass"), ("auth.spf_domain", "partner.example"));
        store.Clock.Advance(TimeSpan.FromDays(3));
        await store.Role.Upkeep.RunOnceAsync();
        store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new HistoryReply { Messages = 2, Days = 2, DomainMessages = 2 }, await AskAsync(store, "HANA@Partner.example"));
        Assert.Equal(new HistoryReply { DomainMessages = 2 }, await AskAsync(store, "other@partner.example"));
    }

    [Theory]
    [InlineData("auth.dmarc", "fail")]
    [InlineData("auth.dmarc", "none")]
    [InlineData("auth.spf", "pass")]
    [InlineData("auth.spf_domain", "partner.example")]
    public async Task Nobody_becomes_known_by_claiming_to_be_somebody(string fact, string value)
    {
        await using var store = await TestStore.NewAsync();
        await TakeAsync(store, Hana, "Hana Sato", (fact, value));
        Assert.Equal(new HistoryReply(), await AskWrittenAsync(store, Hana, "Hana Sato"));
    }

    [Fact]
    public async Task What_one_tenant_knows_another_does_not()
    {
        await using var store = await TestStore.NewAsync();
        await TakeAsync(store, Hana, "Hana Sato", ("auth.dmarc", "pass"));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(1, (await AskAsync(store, Hana)).Messages);
        Assert.Equal(0, (await AskAsync(store, Hana, to: TestStore.AtBranch)).Messages);
        Assert.Equal(1, (await Calls(store, new HistoryRequest([TestStore.AtBranch, TestStore.Ken], Hana, null, []))).Messages);
    }

    [Fact]
    public async Task To_whom_people_of_ours_write_is_known_and_so_is_the_answer()
    {
        await using var store = await TestStore.NewAsync();
        await SendAsync(store, TestStore.Ayumi, "Ayumi Mori", Hana, "m1@house.example");
        await store.Role.Upkeep.RunOnceAsync();
        var reply = await Calls(store, new HistoryRequest([TestStore.Ken], Hana, null, ["m0@elsewhere.example", "m1@house.example"]));
        Assert.Equal(new HistoryReply { Written = 1, IsReply = true }, reply);
        Assert.False((await Calls(store, new HistoryRequest([TestStore.AtBranch], Hana, null, ["m1@house.example"]))).IsReply);
    }

    [Fact]
    public async Task A_colleagues_name_belongs_to_the_colleagues_address()
    {
        await using var store = await TestStore.NewAsync();
        await SendAsync(store, TestStore.Ayumi, "Ayumi Mori", Hana, "m1@house.example");
        Assert.False((await AskWrittenAsync(store, TestStore.Ayumi, "Ayumi Mori")).IsNameOfOwn);
        Assert.True((await AskAsync(store, "boss@free.example", "MORI Ayumi")).IsNameOfOwn);
        Assert.False((await AskAsync(store, "boss@free.example", "Somebody Else")).IsNameOfOwn);
    }

    [Fact]
    public async Task A_partners_name_counts_when_it_was_often_seen()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < AskHistory.FewestOfName; i++)
        {
            Assert.False((await AskWrittenAsync(store, "hana@free.example", "Hana Sato")).IsNameOfOther);
            await TakeAsync(store, Hana, "Hana Sato", ("auth.dmarc", "pass"));
        }

        Assert.True((await AskWrittenAsync(store, "hana@free.example", "Hana Sato")).IsNameOfOther);
        Assert.False((await AskAsync(store, Hana, "Hana Sato")).IsNameOfOther);
    }

    [Fact]
    public async Task What_is_old_is_forgotten()
    {
        await using var store = await TestStore.NewAsync();
        await TakeAsync(store, Hana, "Hana Sato", ("auth.dmarc", "pass"));
        await SendAsync(store, TestStore.Ayumi, "Ayumi Mori", "other@partner.example", "m1@house.example");
        await store.Role.Upkeep.RunOnceAsync();
        store.Clock.Advance(TimeSpan.FromDays(ForgetCorrespondents.SentDays));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.True((await IsReplyAsync(store)));
        store.Clock.Advance(TimeSpan.FromDays(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.False(await IsReplyAsync(store));
        store.Clock.Advance(TimeSpan.FromDays(ForgetCorrespondents.KeptDays - ForgetCorrespondents.SentDays - 1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(1, (await AskAsync(store, Hana)).Messages);
        store.Clock.Advance(TimeSpan.FromDays(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(new HistoryReply(), await AskAsync(store, Hana));
    }

    [Fact]
    public async Task No_address_and_no_name_is_on_disk()
    {
        await using var store = await TestStore.NewAsync();
        await TakeAsync(store, Hana, "Hana Sato", ("auth.dmarc", "pass"));
        await SendAsync(store, TestStore.Ayumi, "Ayumi Mori", Hana, "m1-of-the-message@house.example");
        await store.Role.Upkeep.RunOnceAsync();
        foreach (var text in (string[])[Hana, "partner.example", "Hana Sato", "hana sato", "Mori", "m1-of-the-message"])
            Assert.False(store.IsOnDisk(System.Text.Encoding.UTF8.GetBytes(text)), text);
    }

    [Fact]
    public async Task Requests_end_at_their_limits()
    {
        await using var store = await TestStore.NewAsync();
        string[] Many(int count) => [.. Enumerable.Repeat(TestStore.Ken, count)];
        await Calls(store, new HistoryRequest(Many(HistoryRequest.MostRecipients), Hana, null, Many(HistoryRequest.MostReferences)));
        await TestStore.RejectedAsync(() => Calls(store, new HistoryRequest(Many(HistoryRequest.MostRecipients + 1), Hana, null, [])), CallFailure.TooLarge);
        await TestStore.RejectedAsync(() => Calls(store, new HistoryRequest(Many(1), Hana, null, Many(HistoryRequest.MostReferences + 1))), CallFailure.TooLarge);
        await Calls(store, new HistoryRequest(Many(1), Hana, new string('n', CorrespondentTags.MaxChars), []));
        await TestStore.RejectedAsync(() => Calls(store, new HistoryRequest(Many(1), Hana, new string('n', CorrespondentTags.MaxChars + 1), [])));
    }

    private static async Task<bool> IsReplyAsync(TestStore store) =>
        (await Calls(store, new HistoryRequest([TestStore.Ken], "other@partner.example", null, ["m1@house.example"]))).IsReply;

    private static async Task TakeAsync(TestStore store, string from, string name, params (string Fact, string Value)[] facts)
    {
        var set = new FactSet();
        set.Set("from.address", from);
        set.Set("from.name", name);
        foreach (var (fact, value) in facts) set.Set(fact, value);
        var message = TestStore.Message(store.NewId(), [TestStore.Ken], sender: from);
        await store.AcceptAsync(message with { Verdict = message.Verdict with { Facts = set } }, TestStore.Content());
    }

    private static async Task SendAsync(TestStore store, string account, string name, string to, string messageId)
    {
        var set = new FactSet();
        set.Set("from.address", account);
        set.Set("from.name", name);
        set.Set("message_id", messageId);
        var message = TestStore.Message(store.NewId(), [to], sender: account, account: account);
        await store.AcceptAsync(message with { Verdict = message.Verdict with { Facts = set } }, TestStore.Content());
    }

    private static async Task<HistoryReply> AskWrittenAsync(TestStore store, string from, string name)
    {
        await store.Role.Upkeep.RunOnceAsync();
        return await AskAsync(store, from, name);
    }

    private static Task<HistoryReply> AskAsync(TestStore store, string from, string? name = null, string to = TestStore.Ken) =>
        Calls(store, new HistoryRequest([to], from, PersonName.Normalise(name), []));

    private static async Task<HistoryReply> Calls(TestStore store, HistoryRequest request) => await store.Calls.SendAsync(HistoryCalls.Ask, request);
}
