using System.Text;
using System.Text.Json;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Memory;

public sealed class MemorySignalTests
{
    private readonly Told _memory = new();

    [Fact]
    public async Task Asks_for_sites_and_numbers_of_words_and_never_a_word()
    {
        var verdict = await InspectAsync();
        Assert.Equal(["example.net", "other.example"], _memory.Asked!.Sites);
        Assert.Equal(["ben@ours.example"], _memory.Asked.Recipients);
        Assert.InRange(WordNumbers.Read(_memory.Asked.Words)!.Length, 10, WordNumbers.Most);
        Assert.Null(verdict.Words);
        Assert.Null(verdict.Fact("memory.learned"));
    }

    [Fact]
    public async Task New_sites_and_what_was_learned_become_facts_with_the_words_that_said_most()
    {
        _memory.Reply = new MemoryReply { NewSites = [1], Learned = 0.97, Decisions = 45, Telling = [0, 1, 5_000, -1] };
        var verdict = await InspectAsync();
        Assert.Equal(["other.example"], verdict.List("memory.new_sites"));
        Assert.Equal((0.97, 45L), (verdict.Fact("memory.learned"), verdict.Fact("memory.decisions")));
        Assert.Equal(2, verdict.List("memory.telling").Length);
        Assert.Contains(verdict.Reasons, reason => reason.Code == ReasonCode.Classifier && reason.Points == 3);
    }

    [Fact]
    public async Task Nothing_is_asked_for_mail_of_our_accounts_nor_without_recipients()
    {
        await InspectAsync(request => request with { Account = "ben@ours.example" });
        await InspectAsync(request => request with { Recipients = [] });
        Assert.Null(_memory.Asked);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_changes_nothing()
    {
        _memory.Reply = null;
        Assert.Null((await InspectAsync()).Fact("memory.learned"));
    }

    [Theory]
    [InlineData(Disposition.Accept, false)]
    [InlineData(Disposition.Tag, false)]
    [InlineData(Disposition.Defer, false)]
    [InlineData(Disposition.Quarantine, true)]
    [InlineData(Disposition.Reject, true)]
    public void The_numbers_of_the_words_go_along_with_what_people_decide_over_only(Disposition disposition, bool isTold) =>
        Assert.Equal(isTold, Inspector.MayBeDecided(new Verdict { Disposition = disposition }));

    [Fact]
    public async Task What_is_said_of_a_clean_message_is_as_long_as_if_nothing_could_be_learned()
    {
        var clean = await InspectAsync();
        Assert.Equal(Disposition.Accept, clean.Disposition);
        var learning = await InspectAsync(request => request with { ForLearning = true });
        var (small, large) = (LengthOf(clean), LengthOf(learning));
        Assert.Equal(small, LengthOf(learning with { Words = null }));
        Assert.True(large > small + learning.Words!.Length, $"{small} and {large}");
    }

    [Fact]
    public async Task The_numbers_of_the_words_are_told_when_somebody_is_to_learn_from_the_message()
    {
        var verdict = await InspectAsync(request => request with { ForLearning = true });
        Assert.Equal(_memory.Asked!.Words, verdict.Words);
    }

    [Fact]
    public void Numbers_of_words_are_read_as_they_were_written()
    {
        Assert.Equal([0, 262_143, 70_000], WordNumbers.Read(WordNumbers.Write([0, 262_143, 70_000]))!);
        Assert.Equal(WordNumbers.Most, WordNumbers.Read(WordNumbers.Write(new int[WordNumbers.Most + 1]))!.Length);
        Assert.Null(WordNumbers.Read(new byte[4]));
        Assert.Null(WordNumbers.Read(new byte[3 * (WordNumbers.Most + 1)]));
    }

    private static int LengthOf(Verdict verdict) => JsonSerializer.SerializeToUtf8Bytes(verdict, InspectCalls.Message.ReplyType).Length;

    private async Task<Verdict> InspectAsync(Func<InspectRequest, InspectRequest>? change = null)
    {
        var request = new InspectRequest { Id = "1", Recipients = ["ben@ours.example"] };
        await using var inspector = Inspector.Create(new InspectOptions(), memory: _memory);
        return await inspector.InspectAsync(
            change?.Invoke(request) ?? request,
            Encoding.UTF8.GetBytes("From: \"Hana Sato\" <hana@partner.example>\r\nTo: ben@ours.example\r\nSubject: Figures of last month\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <3@partner.example>\r\n\r\nHere are the figures of last month, as you wanted them for our meeting: https://www.example.net/a and https://other.example/b\r\n"));
    }

    private sealed class Told : ITenantMemory
    {
        public MemoryRequest? Asked { get; private set; }

        public MemoryReply? Reply { get; set; } = new();

        public ValueTask<MemoryReply?> AskAsync(MemoryRequest request, CancellationToken cancellation)
        {
            Asked = request;
            return ValueTask.FromResult(Reply);
        }
    }
}
