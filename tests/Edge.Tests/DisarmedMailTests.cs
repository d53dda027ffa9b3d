using System.Text;
using Sekisho.Inspect.Asking;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Intake;

namespace Sekisho.Edge.Tests;

public sealed class DisarmedMailTests
{
    private const string Message = "Authentication-Results: mx.example; dmarc=pass\r\nSubject: hello\r\n\r\nHello\r\n";

    [Fact]
    public async Task The_original_is_stored_first_and_both_name_each_other()
    {
        var calls = Calls();
        calls.Disarm = (_, content) => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(content).Replace("Hello", "Harmless", StringComparison.Ordinal));
        var reply = await SendAsync(calls);
        Assert.Matches("^250 2\\.0\\.0 OK queued as [0-9a-z]{26}$", reply);
        var (first, second) = (calls.Accepted[0], calls.Accepted[1]);
        Assert.EndsWith(first.Request.Id, reply, StringComparison.Ordinal);
        Assert.Equal(Disarming.IdOf(first.Request.Id), second.Request.Id);
        Assert.Equal((second.Request.Id, null), (first.Request.Verdict.DisarmedAs, first.Request.Verdict.DisarmedFrom));
        Assert.Equal((null, first.Request.Id), (second.Request.Verdict.DisarmedAs, second.Request.Verdict.DisarmedFrom));
        Assert.True(first.Request.Verdict.IsKept);
        Assert.False(second.Request.Verdict.IsKept);
        var (original, rebuilt) = (Encoding.ASCII.GetString(first.Content), Encoding.ASCII.GetString(second.Content));
        Assert.EndsWith("Subject: hello\r\n\r\nHello\r\n\r\n", original, StringComparison.Ordinal);
        Assert.EndsWith("Subject: hello\r\n\r\nHarmless\r\n\r\n", rebuilt, StringComparison.Ordinal);
        Assert.DoesNotContain("dmarc=pass", original + rebuilt, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Sekisho-Verdict", original, StringComparison.Ordinal);
        Assert.Contains($"X-Sekisho-Verdict: mx.example id={second.Request.Id};\r\n\tdisarm; score=0;\r\n\toriginal={first.Request.Id}", rebuilt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Disposition.Accept)]
    [InlineData(Disposition.Tag)]
    public async Task What_has_nothing_to_take_out_becomes_what_it_is_otherwise(Disposition otherwise)
    {
        var calls = Calls(otherwise);
        Assert.StartsWith("250", await SendAsync(calls), StringComparison.Ordinal);
        var (request, _) = Assert.Single(calls.Accepted);
        Assert.Equal((otherwise, null, null), (request.Verdict.Disposition, request.Verdict.DisarmedAs, request.Verdict.DisarmedFrom));
    }

    [Fact]
    public async Task What_cannot_be_disarmed_is_held_and_nobody_gets_it_as_it_is()
    {
        var calls = Calls();
        calls.Disarm = (_, _) => throw FakeCalls.Failure(CallFailure.Interrupted);
        Assert.StartsWith("250", await SendAsync(calls), StringComparison.Ordinal);
        var (request, _) = Assert.Single(calls.Accepted);
        Assert.Equal((Disposition.Defer, ReasonCode.InspectionCrashed), (request.Verdict.Disposition, request.Verdict.Reasons[0].Code));
    }

    [Fact]
    public async Task Without_the_rebuilt_message_there_is_no_250_and_the_original_is_kept()
    {
        var calls = Calls();
        calls.Disarm = (_, content) => content;
        calls.Accept = (request, _) => request.Verdict.DisarmedFrom is null ? ValueTask.FromResult(new AcceptReply(false)) : throw FakeCalls.Failure(CallFailure.Faulted);
        Assert.StartsWith("451", await SendAsync(calls), StringComparison.Ordinal);
        Assert.True(Assert.Single(calls.Accepted).Request.Verdict.IsKept);
    }

    [Fact]
    public async Task A_worker_that_names_an_original_itself_is_not_believed()
    {
        var calls = new FakeCalls { Inspect = (_, _) => ValueTask.FromResult(new Verdict { Disposition = Disposition.Disarm, Otherwise = Disposition.Accept, DisarmedFrom = "x" }) };
        calls.Disarm = (_, content) => content;
        Assert.StartsWith("250", await SendAsync(calls), StringComparison.Ordinal);
        Assert.True(calls.Accepted[0].Request.Verdict.IsKept);
    }

    private static FakeCalls Calls(Disposition otherwise = Disposition.Accept) => new()
    {
        Inspect = (_, _) => ValueTask.FromResult(new Verdict
        {
            Disposition = Disposition.Disarm,
            Otherwise = otherwise,
            Remove = [new ContentRange(0, Message.IndexOf("Subject", StringComparison.Ordinal))],
        }),
    };

    private static async Task<string> SendAsync(FakeCalls calls)
    {
        await using var mx = await MxUnderTest.StartAsync(calls: calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        return await client.SendMessageAsync(Message);
    }
}
