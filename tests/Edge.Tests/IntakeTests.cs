using System.Text;
using System.Text.RegularExpressions;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Store.Intake;
using Sekisho.Testing;

namespace Sekisho.Edge.Tests;

public sealed partial class IntakeTests
{
    private const string Message = "Subject: hello\r\n\r\nHello\r\n..dot\r\n";

    [Fact]
    public async Task A_message_is_inspected_without_and_stored_with_the_trace_header()
    {
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        var reply = await client.SendMessageAsync(Message);
        Assert.Matches("^250 2\\.0\\.0 OK queued as [0-9a-z]{26}$", reply);
        var id = reply[^TimeOrderedId.Length..];

        var (question, inspected) = Assert.Single(mx.Calls.Inspected);
        Assert.Equal("Subject: hello\r\n\r\nHello\r\n.dot\r\n\r\n", Encoding.ASCII.GetString(inspected));
        Assert.Equal((id, "127.0.0.1", "client.example", "a@sender.example"), (question.Id, question.ClientAddress, question.Helo, question.MailFrom));
        Assert.Equal(["b@here.example"], question.Recipients);

        var (request, stored) = Assert.Single(mx.Calls.Accepted);
        Assert.Equal((id, OriginKind.Relay, Disposition.Accept), (request.Id, request.Origin.Kind, request.Verdict.Disposition));
        var text = Encoding.ASCII.GetString(stored);
        Assert.EndsWith(Encoding.ASCII.GetString(inspected), text, StringComparison.Ordinal);
        var header = text[..^inspected.Length];
        Assert.Matches(
            $"^Received: from client\\.example \\(\\[127\\.0\\.0\\.1\\]\\)\r\n\tby mx\\.example with ESMTP id {id}\r\n\tfor <b@here\\.example>;\r\n\t[A-Z][a-z]{{2}}, \\d\\d [A-Z][a-z]{{2}} \\d{{4}} \\d\\d:\\d\\d:\\d\\d \\+0000\r\n$",
            header);
    }

    [Fact]
    public async Task A_rejected_message_is_refused_without_details_and_not_stored()
    {
        var calls = new FakeCalls
        {
            Inspect = (_, _) => ValueTask.FromResult(new Verdict { Disposition = Disposition.Reject, Reasons = [new Reason(ReasonCode.Malware, "Secret.Signature")] }),
        };
        await using var mx = await MxUnderTest.StartAsync(calls: calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        var reply = await client.SendMessageAsync(Message);
        Assert.Matches("^550 5\\.7\\.1 Message refused, reference [0-9a-z]{26}$", reply);
        Assert.Empty(calls.Accepted);
        var refused = Assert.Single(calls.Refused);
        Assert.EndsWith(refused.Id, reply, StringComparison.Ordinal);
        Assert.Equal((Disposition.Reject, calls.Inspected[0].Content.LongLength), (refused.Verdict.Disposition, refused.ContentBytes));

        calls.RecordRefusal = _ => throw FakeCalls.Failure(CallFailure.Unavailable);
        Assert.StartsWith("550 5.7.1 ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
        Assert.Equal("250 2.0.0 OK", await client.AskAsync("NOOP"));
    }

    [Theory]
    [InlineData(CallFailure.Unavailable, ReasonCode.InspectionUnavailable)]
    [InlineData(CallFailure.Overloaded, ReasonCode.InspectionUnavailable)]
    [InlineData(CallFailure.Interrupted, ReasonCode.InspectionCrashed)]
    [InlineData(CallFailure.Faulted, ReasonCode.InspectionCrashed)]
    [InlineData(CallFailure.TimedOut, ReasonCode.InspectionTimeout)]
    public async Task A_message_that_cannot_be_inspected_is_taken_and_held(CallFailure failure, ReasonCode reason)
    {
        var calls = new FakeCalls { Inspect = (_, _) => throw FakeCalls.Failure(failure) };
        await using var mx = await MxUnderTest.StartAsync(calls: calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith("250 2.0.0 OK queued as ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
        var (request, _) = Assert.Single(calls.Accepted);
        Assert.Equal(Disposition.Defer, request.Verdict.Disposition);
        Assert.Equal(reason, Assert.Single(request.Verdict.Reasons).Code);
    }

    [Theory]
    [InlineData(CallFailure.Interrupted)]
    [InlineData(CallFailure.TimedOut)]
    public async Task A_lost_reply_of_the_store_is_asked_for_again_with_the_same_id(CallFailure failure)
    {
        var ids = new List<string>();
        var calls = new FakeCalls
        {
            Accept = (request, _) =>
            {
                ids.Add(request.Id);
                return ids.Count < 3 ? throw FakeCalls.Failure(failure) : ValueTask.FromResult(new AcceptReply(Repeated: true));
            },
        };
        await using var mx = await MxUnderTest.StartAsync(calls: calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        var reply = await client.SendMessageAsync(Message);
        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
        Assert.Equal($"250 2.0.0 OK queued as {ids[0]}", reply);
    }

    [Theory]
    [InlineData(CallFailure.Overloaded, "452 4.3.1")]
    [InlineData(CallFailure.Rejected, "452 4.3.1")]
    [InlineData(CallFailure.Faulted, "451 4.3.0")]
    [InlineData(CallFailure.NotAllowed, "451 4.3.0")]
    [InlineData(CallFailure.Unavailable, "451 4.3.0")]
    public async Task A_message_that_the_store_does_not_take_stays_with_the_client(CallFailure failure, string reply)
    {
        var calls = new FakeCalls { Accept = (_, _) => throw FakeCalls.Failure(failure) };
        await using var mx = await MxUnderTest.StartAsync(options => options with { MaxAcceptAttempts = 2 }, calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith(reply, await client.SendMessageAsync(Message), StringComparison.Ordinal);
        calls.Accept = (_, _) => ValueTask.FromResult(new AcceptReply(false));
        Assert.StartsWith("250 ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
        Assert.Single(calls.Accepted);
    }

    [Fact]
    public async Task A_tagged_message_gets_our_verdict_on_top_with_its_id()
    {
        var facts = new FactSet();
        facts.Set("subject", new string('あ', 300));
        var calls = new FakeCalls
        {
            Inspect = (_, _) => ValueTask.FromResult(new Verdict
            {
                Disposition = Disposition.Tag,
                Score = 3.5,
                Reasons = [new Reason(ReasonCode.StructureAmbiguous, "x"), new Reason(ReasonCode.AttachmentDisguised, "y"), new Reason(ReasonCode.StructureAmbiguous, "z")],
                Facts = facts,
            }),
        };
        await using var mx = await MxUnderTest.StartAsync(calls: calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        var forged = "X-Sekisho-Verdict: mx.example id=0; accept\r\n" + Message;
        Assert.StartsWith("250 ", await client.SendMessageAsync(forged), StringComparison.Ordinal);
        var (request, content) = Assert.Single(calls.Accepted);
        var text = Encoding.ASCII.GetString(content);
        var ours = $"X-Sekisho-Verdict: mx.example id={request.Id};\r\n\ttag; score=3.5;\r\n\treasons=structure_ambiguous,attachment_disguised\r\n";
        Assert.Contains(ours, text, StringComparison.Ordinal);
        Assert.True(text.IndexOf(ours, StringComparison.Ordinal) < text.IndexOf("X-Sekisho-Verdict: mx.example id=0; accept", StringComparison.Ordinal));
        Assert.StartsWith("Received:", text, StringComparison.Ordinal);
        Assert.Equal(200, request.Subject!.Length);
    }

    [Fact]
    public async Task A_message_with_50_hops_passes_and_one_with_51_does_not()
    {
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        var hop = "received: from a by b; Thu, 1 Jan 2026 00:00:00 +0000\r\n";
        var body = "\r\n" + string.Concat(Enumerable.Repeat(hop, 60));
        Assert.StartsWith("250 ", await client.SendMessageAsync(string.Concat(Enumerable.Repeat(hop, 50)) + body), StringComparison.Ordinal);
        Assert.Equal("554 5.4.6 Too many hops", await client.SendMessageAsync(string.Concat(Enumerable.Repeat(hop, 51)) + body));
        Assert.Single(mx.Calls.Accepted);
    }

    [Fact]
    public async Task Recipients_are_looked_up_and_a_yes_is_remembered()
    {
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith("250 ", await client.AskAsync("MAIL FROM:<>"), StringComparison.Ordinal);
        Assert.Equal("550 5.1.1 No such mailbox", await client.AskAsync("RCPT TO:<nobody@here.example>"));
        Assert.Equal("550 5.7.1 Relaying denied", await client.AskAsync("RCPT TO:<x@elsewhere.example>"));
        Assert.Equal("250 2.1.5 Recipient OK", await client.AskAsync("RCPT TO:<b@here.example>"));
        Assert.Equal("250 2.1.5 Recipient OK", await client.AskAsync("RCPT TO:<b@here.example>"));
        Assert.Equal(3, mx.Calls.Resolved);
        mx.Calls.Resolve = _ => throw FakeCalls.Failure(CallFailure.Unavailable);
        Assert.Equal("451 4.3.0 Try again later", await client.AskAsync("RCPT TO:<c@here.example>"));
        Assert.Equal("550 5.1.1 No such mailbox", await AskWithAsync(mx, client, new Resolution(ResolutionResult.UnknownMailbox, 0)));
    }

    [CorpusFact("mail/ham")]
    public async Task Real_messages_are_stored_byte_for_byte()
    {
        var files = Corpora.Files("mail/ham").Where(file => new FileInfo(file).Length < 1_000_000).Take(50).ToList();
        Assert.Equal(50, files.Count);
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        foreach (var file in files)
        {
            var message = LineEnds().Replace(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), "\r\n").Replace("\0", "", StringComparison.Ordinal);
            if (!message.EndsWith("\r\n", StringComparison.Ordinal)) message += "\r\n";
            Assert.StartsWith("250 ", await client.AskAsync("MAIL FROM:<a@sender.example> BODY=8BITMIME"), StringComparison.Ordinal);
            Assert.StartsWith("250 ", await client.AskAsync("RCPT TO:<b@here.example>"), StringComparison.Ordinal);
            Assert.StartsWith("354 ", await client.AskAsync("DATA"), StringComparison.Ordinal);
            var stuffed = ("\r\n" + message).Replace("\r\n.", "\r\n..", StringComparison.Ordinal)[2..];
            await client.SendAsync(Encoding.Latin1.GetBytes(stuffed + ".\r\n"));
            Assert.StartsWith("250 ", await client.ReadAsync(), StringComparison.Ordinal);
            Assert.EndsWith(message, Encoding.Latin1.GetString(mx.Calls.Accepted[^1].Content), StringComparison.Ordinal);
        }

        Assert.Equal(50, mx.Calls.Accepted.Count);
    }

    private static Task<string> AskWithAsync(MxUnderTest mx, MailClient client, Resolution resolution)
    {
        mx.Calls.Resolve = _ => resolution;
        return client.AskAsync("RCPT TO:<d@here.example>");
    }

    [GeneratedRegex("\r\n|\r|\n", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LineEnds();
}
