using Microsoft.Data.Sqlite;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Memory;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Memory;

public sealed class MemoryTests
{
    private static readonly int[] BadWords = [.. Enumerable.Range(1, 40)];
    private static readonly int[] GoodWords = [.. Enumerable.Range(1001, 40)];

    [Fact]
    public async Task Sites_are_new_until_authenticated_mail_has_linked_to_them_and_the_tenant_has_seen_enough()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 4; i++) await TakeAsync(store, Sites(i * 25, 25));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Null((await AskAsync(store, ["s0.example"])).NewSites);
        store.Clock.Advance(TimeSpan.FromDays(AnswerMemory.FewestDays));
        Assert.Equal([1], (await AskAsync(store, ["s0.example", "never.example", "s99.example"])).NewSites);
        Assert.Null((await AskAsync(store, ["s0.example"], to: TestStore.AtBranch)).NewSites);
        Assert.Equal([0], (await AskAsync(store, ["never.example", "s5.example"], TestStore.AtBranch, TestStore.Ken)).NewSites);
        store.Clock.Advance(TimeSpan.FromDays(ForgetMemory.SiteDays - AnswerMemory.FewestDays + 1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Null((await AskAsync(store, ["s0.example"])).NewSites);
    }

    [Theory]
    [InlineData(Disposition.Tag, "pass", 100)]
    [InlineData(Disposition.Accept, "fail", 100)]
    [InlineData(Disposition.Accept, "pass", 99)]
    public async Task Mail_that_is_tagged_or_proved_by_nobody_teaches_no_site_and_ninety_nine_are_not_enough(Disposition disposition, string dmarc, int count)
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < count; i += 32) await TakeAsync(store, Sites(i, Math.Min(32, count - i)), disposition, dmarc);
        await store.Role.Upkeep.RunOnceAsync();
        store.Clock.Advance(TimeSpan.FromDays(AnswerMemory.FewestDays));
        Assert.Null((await AskAsync(store, ["s0.example"])).NewSites);
    }

    [Fact]
    public async Task Decisions_over_quarantined_mail_are_learned_once_there_are_ten_of_each_sort()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 10; i++) await DecideAsync(store, BadWords, $"bad{i}.example", QuarantineAction.Delete);
        for (var i = 0; i < 9; i++) await DecideAsync(store, GoodWords, $"good{i}.example", QuarantineAction.Release);
        Assert.Null((await AskWordsAsync(store, BadWords)).Learned);
        Assert.Equal(new LearnedReply(9, 10, 19, false, 0), await LearnedAsync(store));
        await DecideAsync(store, GoodWords, "good9.example", QuarantineAction.Release);
        var bad = await AskWordsAsync(store, BadWords);
        Assert.InRange(bad.Learned!.Value, 0.95, 1);
        Assert.Equal((20, 6), (bad.Decisions, bad.Telling.Count));
        Assert.InRange((await AskWordsAsync(store, GoodWords)).Learned!.Value, 0, 0.05);
        Assert.Equal(0.5, (await AskWordsAsync(store, [.. Enumerable.Range(5001, 3)])).Learned!.Value, 0.2);
        Assert.Null((await AskWordsAsync(store, BadWords, TestStore.AtBranch)).Learned);
        Assert.Null((await AskWordsAsync(store, BadWords, TestStore.AtBranch, TestStore.Ken)).Learned);
    }

    [Fact]
    public async Task One_sender_does_not_teach_a_tenant_alone()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 12; i++) await DecideAsync(store, BadWords, "flood.example", QuarantineAction.Delete);
        Assert.Equal((0, LearnDecisions.MostOfSender), ((await LearnedAsync(store)).Good, (await LearnedAsync(store)).Bad));
        Assert.False((await TeachAsync(store, BadWords, "a@flood.example", true)).Counted);
        Assert.True((await TeachAsync(store, BadWords, "a@flood.example", false)).Counted);
        store.Clock.Advance(TimeSpan.FromDays(ForgetMemory.SenderDays + 1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.True((await TeachAsync(store, BadWords, "a@flood.example", true)).Counted);
    }

    [Fact]
    public async Task What_nobody_decides_or_nothing_is_to_be_learned_from_teaches_nothing()
    {
        await using var store = await TestStore.NewAsync();
        await DecideAsync(store, BadWords, "a.example", QuarantineAction.Delete, learn: false);
        await DecideAsync(store, BadWords, "b.example", QuarantineAction.Release, learn: false);
        await QuarantineAsync(store, BadWords, "c.example");
        Assert.Equal(1, Count(store, "learnable"));
        store.Clock.Advance(TimeSpan.FromDays(15));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal((0, 0, 0), ((await LearnedAsync(store)).Good, (await LearnedAsync(store)).Bad, Count(store, "learnable")));
    }

    [Theory]
    [InlineData(Disposition.Accept)]
    [InlineData(Disposition.Tag)]
    [InlineData(Disposition.Defer)]
    [InlineData(Disposition.Disarm)]
    public async Task Of_what_is_delivered_nothing_is_kept_whatever_comes_with_it_and_a_decision_over_it_says_so(Disposition disposition)
    {
        await using var store = await TestStore.NewAsync();
        var id = await QuarantineAsync(store, BadWords, "late.example", disposition);
        Assert.Equal((0, 0), (Count(store, "learnable"), Count(store, "tenant_memory")));
        foreach (var action in (QuarantineAction[])[QuarantineAction.TeachBad, QuarantineAction.TeachGood, QuarantineAction.Unlearn])
            Assert.Equal(new ChangeReply(0, NothingKept: true), await ChangeAsync(store, id, action));
        Assert.Equal((0, 0), await CountsAsync(store));
        Assert.True((await TeachAsync(store, BadWords, "a@late.example", true)).Counted);
        Assert.Equal((0, 1), await CountsAsync(store));
    }

    [Fact]
    public async Task A_decision_is_changed_for_thirty_days_and_what_teaches_nothing_is_not_kept()
    {
        await using var store = await TestStore.NewAsync();
        var id = await DeleteAsync(store, "late.example");
        await DeleteAsync(store, "other.example");
        Assert.Equal(0, await TeachByIdAsync(store, id, QuarantineAction.TeachBad));
        Assert.Equal((1, (1, 1)), (await TeachByIdAsync(store, id, QuarantineAction.TeachGood), await CountsAsync(store)));
        Assert.Equal((1, (0, 1)), (await TeachByIdAsync(store, id, QuarantineAction.Unlearn), await CountsAsync(store)));
        Assert.Equal(new ChangeReply(0, NothingKept: true), await ChangeAsync(store, id, QuarantineAction.Unlearn));
        Assert.Equal(1, Count(store, "learnable"));
        store.Clock.Advance(TimeSpan.FromDays(LearnDecisions.KeptDays));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(1, Count(store, "learnable"));
        store.Clock.Advance(TimeSpan.FromDays(1));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(0, Count(store, "learnable"));
    }

    [Fact]
    public async Task A_decision_over_a_message_that_stays_in_quarantine_leaves_what_the_next_one_needs()
    {
        await using var store = await TestStore.NewAsync();
        var id = await QuarantineAsync(store, BadWords, "late.example");
        Assert.Equal((1, (0, 1)), (await TeachByIdAsync(store, id, QuarantineAction.TeachBad), await CountsAsync(store)));
        Assert.Equal((1, (0, 0)), (await TeachByIdAsync(store, id, QuarantineAction.Unlearn), await CountsAsync(store)));
        Assert.Equal(new ChangeReply(0), await ChangeAsync(store, id, QuarantineAction.Unlearn));
        await ChangeAsync(store, id, QuarantineAction.Release);
        Assert.Equal((1, 0), await CountsAsync(store));
    }

    [Fact]
    public async Task A_decision_that_is_changed_leaves_no_trace_of_the_first()
    {
        await using var store = await TestStore.NewAsync();
        var deleted = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            deleted.Add(await DeleteAsync(store, $"bad{i}.example"));
            await DecideAsync(store, GoodWords, $"good{i}.example", QuarantineAction.Release);
        }

        Assert.True((await AskWordsAsync(store, BadWords)).Learned > 0.95);
        foreach (var id in deleted) Assert.Equal(1, await TeachByIdAsync(store, id, QuarantineAction.TeachGood));
        Assert.Equal((20, 0), await CountsAsync(store));
        foreach (var id in deleted) await TeachByIdAsync(store, id, QuarantineAction.Unlearn);
        Assert.Equal((10, 0), await CountsAsync(store));
        Assert.True(await TeachAsync(store, GoodWords, "a@good0.example", true) is { Counted: true });
        Assert.Equal((9, 1), await CountsAsync(store));
        Assert.False((await TeachAsync(store, GoodWords, "a@good0.example", true)).Counted);
    }

    [Fact]
    public async Task A_sender_whose_decisions_were_taken_back_may_teach_again()
    {
        await using var store = await TestStore.NewAsync();
        var ids = new List<string>();
        for (var i = 0; i <= LearnDecisions.MostOfSender; i++) ids.Add(await QuarantineAsync(store, BadWords, "one.example"));
        foreach (var id in ids.Take(LearnDecisions.MostOfSender)) Assert.Equal(1, await TeachByIdAsync(store, id, QuarantineAction.TeachBad));
        Assert.Equal(0, await TeachByIdAsync(store, ids[^1], QuarantineAction.TeachBad));
        Assert.Equal(1, await TeachByIdAsync(store, ids[0], QuarantineAction.Unlearn));
        Assert.Equal(1, await TeachByIdAsync(store, ids[^1], QuarantineAction.TeachBad));
    }

    [Fact]
    public void What_is_taken_back_does_not_go_below_nothing()
    {
        var counts = WordCounts.Empty();
        var places = WordCounts.Write([3]);
        counts.Add(places, isBad: true);
        counts.Halve();
        counts.Remove(places, isBad: true);
        Assert.Equal((0, 0, 0), (counts.Good, counts.Bad, counts.Counts.Sum(count => count)));
    }

    [Fact]
    public async Task What_was_learned_fades_and_can_be_forgotten()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 8; i++) await TeachAsync(store, BadWords, $"a@s{i}.example", true);
        await store.Role.Upkeep.RunOnceAsync();
        store.Clock.Advance(TimeSpan.FromDays(ForgetMemory.HalfLifeDays));
        await store.Role.Upkeep.RunOnceAsync();
        Assert.Equal(4, (await LearnedAsync(store)).Bad);
        var salt = Salt(store);
        var reply = await store.Calls.SendAsync(StoreCalls.Learned, new LearnedRequest("house.example", Reset: true));
        Assert.Equal((0, 0), (reply.Good, reply.Bad));
        Assert.NotEqual(salt, Salt(store));
        await TestStore.RejectedAsync(() => store.Calls.SendAsync(StoreCalls.Learned, new LearnedRequest("nobody.example", false)).AsTask());
    }

    [Fact]
    public async Task The_memory_ends_with_the_tenant()
    {
        await using var store = await TestStore.NewAsync();
        await TakeAsync(store, Sites(0, 3));
        await store.Role.Upkeep.RunOnceAsync();
        await TeachAsync(store, BadWords, "a@s.example", true);
        await QuarantineAsync(store, BadWords, "c.example");
        Assert.Equal((1, 3, 2, 1), (Count(store, "tenant_memory"), Count(store, "known_site"), Count(store, "learnable"), Count(store, "learned_sender")));
        var version = (await store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = 0 })).Version;
        await store.Calls.SendAsync(StoreCalls.PublishDirectory, new PublishDirectoryRequest { Version = version + 1, Base = version, RemovedTenants = [1, 2], Last = true });
        Assert.Equal((0, 0, 0, 0), (Count(store, "tenant_memory"), Count(store, "known_site"), Count(store, "learnable"), Count(store, "learned_sender")));
    }

    [Fact]
    public async Task Questions_beyond_the_limits_are_refused()
    {
        await using var store = await TestStore.NewAsync();
        Assert.NotNull(await AskAsync(store, [.. Sites(0, MemoryRequest.MostSites)]));
        await Assert.ThrowsAsync<Sekisho.Roles.Calls.CallException>(() => AskAsync(store, [.. Sites(0, MemoryRequest.MostSites + 1)]));
        Assert.NotNull(await AskWordsAsync(store, [.. Enumerable.Range(0, WordNumbers.Most)]));
        await TestStore.RejectedAsync(() => store.Calls.SendAsync(MemoryCalls.Ask, new MemoryRequest([TestStore.Ken], [], new byte[3 * (WordNumbers.Most + 1)])).AsTask());
        await TestStore.RejectedAsync(() => store.Calls.SendAsync(MemoryCalls.Ask, new MemoryRequest([TestStore.Ken], [], [1])).AsTask());
        await TestStore.RejectedAsync(() => AskAsync(store, [new string('s', AnswerMemory.MostSiteChars + 1)]));
    }

    [Fact]
    public void All_is_halved_when_very_much_has_counted()
    {
        var counts = WordCounts.Empty();
        var places = WordCounts.Write([7, 65_535, 7]);
        for (var i = 1; i < WordCounts.MostMessages; i++) counts.Add(places, isBad: true);
        Assert.Equal((WordCounts.MostMessages - 1, 255), (counts.Bad, counts.Counts[15]));
        counts.Add(places, isBad: true);
        Assert.Equal((WordCounts.MostMessages / 2, 127, 127), (counts.Bad, counts.Counts[15], counts.Counts[^1]));
    }

    private static string[] Sites(int from, int count) => [.. Enumerable.Range(from, count).Select(i => $"s{i}.example")];

    private static async Task TakeAsync(TestStore store, string[] sites, Disposition disposition = Disposition.Accept, string dmarc = "pass")
    {
        var facts = new FactSet();
        facts.Set("from.address", "hana@partner.example");
        facts.Set("auth.dmarc", dmarc);
        facts.Set("links.clicked", sites);
        await store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.Ayumi]) with { Verdict = new Verdict { Disposition = disposition, Facts = facts } }, TestStore.Content());
    }

    private static async Task<int> TeachByIdAsync(TestStore store, string id, QuarantineAction action) => (await ChangeAsync(store, id, action)).Changed;

    private static async Task<ChangeReply> ChangeAsync(TestStore store, string id, QuarantineAction action) =>
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(action, id));

    private static async Task<string> DeleteAsync(TestStore store, string domain)
    {
        var id = await QuarantineAsync(store, BadWords, domain);
        await ChangeAsync(store, id, QuarantineAction.Delete);
        return id;
    }

    private static async Task<(int Good, int Bad)> CountsAsync(TestStore store)
    {
        var reply = await LearnedAsync(store);
        return (reply.Good, reply.Bad);
    }

    private static async Task<string> QuarantineAsync(TestStore store, int[] words, string domain, Disposition disposition = Disposition.Quarantine)
    {
        var facts = new FactSet();
        facts.Set("from.address", $"a@{domain}");
        var id = store.NewId();
        await store.AcceptAsync(
            TestStore.Message(id, [TestStore.Ayumi]) with { Verdict = new Verdict { Disposition = disposition, Facts = facts, Words = WordNumbers.Write(words) } }, TestStore.Content());
        return id;
    }

    private static async Task DecideAsync(TestStore store, int[] words, string domain, QuarantineAction action, bool learn = true) =>
        await store.Calls.SendAsync(StoreCalls.QuarantineChange, new QuarantineChangeRequest(action, await QuarantineAsync(store, words, domain), learn));

    private static async Task<LearnReply> TeachAsync(TestStore store, int[] words, string sender, bool isBad) =>
        await store.Calls.SendAsync(StoreCalls.Learn, new LearnRequest("house.example", WordNumbers.Write(words), sender, isBad));

    private static async Task<LearnedReply> LearnedAsync(TestStore store) => await store.Calls.SendAsync(StoreCalls.Learned, new LearnedRequest("house.example", false));

    private static async Task<MemoryReply> AskAsync(TestStore store, string[] sites, params string[] to) =>
        await store.Calls.SendAsync(MemoryCalls.Ask, new MemoryRequest(to.Length > 0 ? to : [TestStore.Ken], sites, []));

    private static async Task<MemoryReply> AskWordsAsync(TestStore store, int[] words, params string[] to) =>
        await store.Calls.SendAsync(MemoryCalls.Ask, new MemoryRequest(to.Length > 0 ? to : [TestStore.Ken], [], WordNumbers.Write(words)));

    private static int Count(TestStore store, string table)
    {
        using var connection = new SqliteConnection($"Data Source={store.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = table switch
        {
            "learnable" => "SELECT count(*) FROM learnable",
            "known_site" => "SELECT count(*) FROM known_site",
            "learned_sender" => "SELECT count(*) FROM learned_sender",
            _ => "SELECT count(*) FROM tenant_memory",
        };
        return (int)(long)command.ExecuteScalar()!;
    }

    private static byte[] Salt(TestStore store)
    {
        using var connection = new SqliteConnection($"Data Source={store.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT salt FROM tenant_memory";
        return (byte[])command.ExecuteScalar()!;
    }
}
