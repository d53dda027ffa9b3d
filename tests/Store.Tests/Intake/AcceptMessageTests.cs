using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Store.Reports;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Intake;

public sealed class AcceptMessageTests
{
    [Fact]
    public async Task A_message_for_a_mailbox_here_is_in_it_when_the_reply_comes()
    {
        await using var store = await TestStore.NewAsync();
        var content = TestStore.Content();
        var id = await store.AcceptAsync(Disposition.Accept, content, TestStore.Ayumi);

        var item = Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
        Assert.Equal((id, "someone@elsewhere.example", "On the road", 300L), (item.Id, item.Sender, item.Subject, item.ContentBytes));
        Assert.Equal(content, await store.ReadAsync(StoreCalls.MailboxContent, id));
        Assert.Empty(await store.QueueAsync());
    }

    [Fact]
    public async Task A_message_that_nobody_inspected_says_so_and_is_counted()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(Disposition.Accept, TestStore.Content(), TestStore.Ayumi);
        Assert.Equal(0, (await store.StatusAsync()).NotInspected);
        var request = TestStore.Message(store.NewId(), [TestStore.Ayumi]);
        request = request with { Verdict = request.Verdict with { Reasons = [new Reason(ReasonCode.ExemptNetwork, "192.0.2.0/24")] } };
        await store.AcceptAsync(request, TestStore.Content());
        await store.AcceptAsync(request, TestStore.Content());
        Assert.Equal(1, (await store.StatusAsync()).NotInspected);
        var trace = await store.TraceAsync(request.Id);
        Assert.True(trace.Verdict.IsExempt);
        Assert.Equal("not inspected: exempt network", trace.Events[0].Detail);
    }

    [Fact]
    public async Task The_same_identifier_again_answers_the_same_and_stores_nothing_twice()
    {
        await using var store = await TestStore.NewAsync();
        var request = TestStore.Message(store.NewId(), [TestStore.Ayumi, TestStore.AtBranch]);
        Assert.False((await store.AcceptAsync(request, TestStore.Content())).Repeated);
        Assert.True((await store.AcceptAsync(request, TestStore.Content())).Repeated);

        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
        Assert.Single(await store.QueueAsync());
    }

    [Fact]
    public async Task The_same_identifier_at_the_same_time_is_stored_once()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { SmallContentBytes = 100 });
        var request = TestStore.Message(store.NewId(), [TestStore.Ayumi]);
        var content = TestStore.Content(5000);
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => store.AcceptAsync(request, content))));

        Assert.Single(replies, reply => !reply.Repeated);
        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
        Assert.Single(store.ContentFiles());
        Assert.Equal(content, await store.ReadAsync(StoreCalls.MailboxContent, request.Id));
    }

    [Fact]
    public async Task Recipients_go_their_different_ways_in_one_step()
    {
        await using var store = await TestStore.NewAsync();
        var id = store.NewId();
        await store.AcceptAsync(
            TestStore.Message(id, [TestStore.Ayumi, TestStore.AtBranch, "a@far.example", "b@far.example", "c@other.example"], account: TestStore.Ken),
            TestStore.Content());

        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
        var queue = await store.QueueAsync();
        Assert.Equal(
            ["relay mail.branch.example:25", "mx far.example", "mx far.example", "mx other.example"], queue.Select(item => item.Route));
        var jobs = await store.LeaseAsync();
        Assert.Equal(3, jobs.Count);
        var far = Assert.Single(jobs, job => job.Route == new Route(RouteKind.Mx, "far.example"));
        Assert.Equal(["a@far.example", "b@far.example"], far.Envelope.Recipients.Select(recipient => recipient.Address));
    }

    [Fact]
    public async Task Two_addresses_of_one_mailbox_get_one_copy()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Ayumi, "ayumi+lists@house.example");
        Assert.Single(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task A_recipient_unknown_at_the_second_look_refuses_the_message_before_anything_is_promised()
    {
        await using var store = await TestStore.NewAsync();
        var unknown = await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Ayumi, "nobody@house.example"));
        Assert.Contains("recipient 2", unknown.Message, StringComparison.Ordinal);
        await TestStore.RejectedAsync(() => store.AcceptAsync("someone@far.example"));
        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdefghjkmnpqr")]
    [InlineData("0123456789abcdefghjkmnpqrst")]
    [InlineData("../456789abcdefghjkmnpqrst")]
    [InlineData("0123456789ABCDEFGHJKMNPQRS")]
    public async Task An_identifier_that_is_none_is_refused(string id)
    {
        await using var store = await TestStore.NewAsync();
        await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Message(id, [TestStore.Ayumi]), TestStore.Content()));
    }

    [Fact]
    public async Task A_message_without_recipients_or_with_the_verdict_reject_is_refused()
    {
        await using var store = await TestStore.NewAsync();
        await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Message(store.NewId(), []), []));
        await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.Ayumi], Disposition.Reject), []));
    }

    [Fact]
    public async Task The_limit_of_recipients_is_taken_and_one_more_is_not()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { MaxRecipients = 20 });
        string[] Recipients(int count) => [.. Enumerable.Range(0, count).Select(i => $"r{i}@branch.example")];
        await store.AcceptAsync(Recipients(20));
        await TestStore.RejectedAsync(() => store.AcceptAsync(Recipients(21)), CallFailure.TooLarge);
        Assert.Equal(20, (await store.QueueAsync()).Count);
    }

    [Fact]
    public async Task The_longest_reverse_path_is_taken_and_one_character_more_is_not()
    {
        await using var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.Ayumi], sender: new string('x', 512)), []);
        await TestStore.RejectedAsync(() => store.AcceptAsync(TestStore.Message(store.NewId(), [TestStore.Ayumi], sender: new string('x', 513)), []));
    }

    [Fact]
    public async Task A_subject_is_cut_to_two_hundred_characters()
    {
        await using var store = await TestStore.NewAsync();
        var request = TestStore.Message(store.NewId(), [TestStore.Ayumi]) with { Subject = new string('s', 201) };
        await store.AcceptAsync(request, []);
        Assert.Equal(new string('s', 200), Assert.Single(await store.MailboxAsync(TestStore.Ayumi)).Subject);
    }

    [Fact]
    public async Task Many_recipients_of_one_destination_become_jobs_of_at_most_five_hundred()
    {
        await using var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync([.. Enumerable.Range(0, 1201).Select(i => $"r{i}@branch.example")]);
        var jobs = await store.LeaseAsync();
        Assert.Equal([500, 500, 201], jobs.Select(job => job.Envelope.Recipients.Count));
        Assert.Equal(1201, jobs.SelectMany(job => job.Envelope.Recipients).Distinct().Count());
        Assert.Equal(1201, (await store.TraceAsync(id)).Envelope.Recipients.Count);
        Assert.Equal(1201, (await store.StatusAsync()).Queued);
    }

    [Fact]
    public async Task A_content_shorter_than_announced_is_refused()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { SmallContentBytes = 1000 });
        foreach (var announced in (int[])[1000, 200_000])
        {
            var request = TestStore.Message(store.NewId(), [TestStore.Ayumi]);
            await TestStore.RejectedAsync(async () =>
                await store.Calls.SendAsync(StoreCalls.Accept, request, new MemoryStream(new byte[announced - 1]), announced));
        }

        Assert.Empty(await store.MailboxAsync(TestStore.Ayumi));
        Assert.Empty(store.ContentFiles());
    }

    [Fact]
    public async Task Everything_acknowledged_is_there_after_a_restart()
    {
        var store = await TestStore.NewAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            store.AcceptAsync(Disposition.Accept, TestStore.Content(200 + i, i), i % 2 == 0 ? TestStore.Ayumi : TestStore.AtBranch))));
        await using var again = await store.RestartAsync();
        Assert.Equal(100, (await again.MailboxAsync(TestStore.Ayumi)).Count);
        Assert.Equal(100, (await again.QueueAsync()).Count);
        foreach (var id in ids) Assert.Equal(["accepted"], (await again.StepsAsync(id)).Take(1));
    }

    [Fact]
    public async Task Every_call_of_the_store_has_an_answer()
    {
        await using var store = await TestStore.NewAsync();
        var declared = typeof(StoreCalls).GetProperties().Concat(typeof(ReportCalls).GetProperties()).Concat(typeof(ArchiveCalls).GetProperties()).Select(property =>
            (string)property.PropertyType.GetProperty("Name")!.GetValue(property.GetValue(null))!).Order();
        Assert.Equal(declared, store.Calls.Names.Order());
        Assert.Equal(ResolutionResult.Known, (await store.Calls.SendAsync(StoreCalls.Resolve, new ResolveRequest(TestStore.Ken, null))).Result);
    }
}
