using System.Collections.Concurrent;
using System.Text;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;

namespace Sekisho.Edge.Tests;

public sealed class ReinspectionTests
{
    private const string Original = "Received: from elsewhere\r\n\tby far\r\nSubject: held\r\n\r\ntext\r\n";

    [Fact]
    public async Task A_held_message_is_inspected_again_as_it_came_and_reported()
    {
        var calls = new FakeCalls();
        var leases = new ConcurrentQueue<LeaseHeldRequest>();
        calls.LeaseHeld = Once(leases, Held("01message"));
        calls.ReadContent = request => Encoding.ASCII.GetBytes($"Received: from client ([192.0.2.9])\r\n\tby mx.example with ESMTP id 01message;\r\n\tdate\r\n{Original}");
        var facts = new FactSet();
        facts.Set("subject", "held");
        calls.Inspect = (_, _) => ValueTask.FromResult(new Verdict { Disposition = Disposition.Accept, Facts = facts });
        await using var mx = await RunAsync(calls);
        var (question, content) = Assert.Single(calls.Inspected);
        Assert.Equal(Original, Encoding.ASCII.GetString(content));
        Assert.Equal(("01message", "192.0.2.9", "client.example", "a@sender.example"), (question.Id, question.ClientAddress, question.Helo, question.MailFrom));
        var report = Assert.Single(calls.Reports);
        Assert.Equal(("01message", "lease-01message", Disposition.Accept, "held"), (report.Id, report.Lease, report.Verdict.Disposition, report.Subject));
        Assert.Equal("run-1", leases.First().Caller);
    }

    [Fact]
    public async Task What_still_cannot_be_inspected_is_reported_as_deferred()
    {
        var calls = new FakeCalls { Inspect = (_, _) => throw FakeCalls.Failure(CallFailure.Interrupted) };
        calls.LeaseHeld = Once(new(), Held("01a"), Held("01b"));
        calls.ReadContent = _ => Encoding.ASCII.GetBytes(Original);
        await using var mx = await RunAsync(calls, reports: 2);
        Assert.All(calls.Reports, report => Assert.Equal(Disposition.Defer, report.Verdict.Disposition));
        Assert.All(calls.Reports, report => Assert.Equal(ReasonCode.InspectionCrashed, Assert.Single(report.Verdict.Reasons).Code));
        Assert.Equal(["01a", "01b"], calls.Reports.Select(report => report.Id).Order());
        // A Received header of somebody else stays.
        Assert.All(calls.Inspected, question => Assert.Equal(Original, Encoding.ASCII.GetString(question.Content)));
    }

    [Fact]
    public async Task What_is_tagged_at_the_second_look_gets_the_header_of_the_verdict()
    {
        var calls = new FakeCalls { Inspect = (_, _) => ValueTask.FromResult(new Verdict { Disposition = Disposition.Tag, Reasons = [new Reason(ReasonCode.StructureAmbiguous, "x")], Score = 2 }) };
        calls.LeaseHeld = Once(new(), Held("01message"));
        calls.ReadContent = _ => Encoding.ASCII.GetBytes(Original);
        await using var mx = await RunAsync(calls);
        Assert.EndsWith(" id=01message;\r\n\ttag; score=2;\r\n\treasons=structure_ambiguous\r\n", Assert.Single(calls.Reports).Header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_goes_away_is_asked_again()
    {
        var calls = new FakeCalls();
        var once = Once(new(), Held("01message"));
        var failures = 0;
        calls.LeaseHeld = (request, cancellation) => failures++ == 0 ? throw FakeCalls.Failure(CallFailure.Unavailable) : once(request, cancellation);
        calls.ReadContent = _ => Encoding.ASCII.GetBytes(Original);
        await using var mx = await RunAsync(calls);
        Assert.Equal("01message", Assert.Single(calls.Reports).Id);
    }

    private static Func<LeaseHeldRequest, CancellationToken, ValueTask<LeaseHeldReply>> Once(
        ConcurrentQueue<LeaseHeldRequest> requests, params HeldMessage[] messages)
    {
        var given = false;
        return async (request, cancellation) =>
        {
            requests.Enqueue(request);
            if (given) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            given = true;
            return new LeaseHeldReply(messages);
        };
    }

    private static HeldMessage Held(string id) => new(
        id,
        $"lease-{id}",
        new Envelope { ReversePath = "a@sender.example", Recipients = [new EnvelopeRecipient { Address = "b@here.example" }] },
        new Origin { Kind = OriginKind.Relay, Client = "192.0.2.9:1234", Helo = "client.example" },
        Attempts: 1);

    private static async Task<MxUnderTest> RunAsync(FakeCalls calls, int reports = 1)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = reports;
        calls.Reinspected = _ =>
        {
            if (Interlocked.Decrement(ref left) == 0) done.SetResult();
        };
        var mx = await MxUnderTest.StartAsync(calls: calls);
        await done.Task.WaitAsync(MailClient.Patience);
        // The stop waits for the loop, so that the last report is in the list.
        await mx.Role.StopAsync(CancellationToken.None);
        return mx;
    }
}
