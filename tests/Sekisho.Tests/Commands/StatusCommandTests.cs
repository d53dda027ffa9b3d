using System.Text.Json;
using Sekisho.Edge;
using Sekisho.Edge.Greylisting;
using Sekisho.Roles.Supervision;

namespace Sekisho.Tests.Commands;

public sealed class StatusCommandTests
{
    private static readonly SystemNotice InForce = new("rules", IsProblem: false, "16 rules judge mail");
    private static readonly SystemNotice Refused = new("rules", IsProblem: true, "a.yml:3:1: wrong\u001b[2J");

    [Fact]
    public async Task Notices_are_lines_of_the_status()
    {
        var run = await CommandRun.Of(Running(), "status", "--json");
        var items = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).Where(item => item.GetProperty("item").GetString() == "notice").ToList();
        Assert.Equal([false, true], items.Select(item => item.GetProperty("problem").GetBoolean()));
        Assert.Equal("16 rules judge mail", items[0].GetProperty("text").GetString());
        Assert.Equal("rules", items[1].GetProperty("topic").GetString());
    }

    [Fact]
    public async Task A_problem_is_marked_for_people_and_cannot_act_on_the_terminal()
    {
        var run = await CommandRun.Of(Running(), "status");
        Assert.Contains("rules: 16 rules judge mail", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("PROBLEM rules: a.yml:3:1: wrong", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Fact]
    public async Task Greylisting_is_told_in_numbers_when_it_is_on()
    {
        var did = new GreylistFigures { Deferred = 9, Passed = 7, Remembered = 40, ExemptAuthenticated = 300, ExemptKnown = 20, ExemptSubmitted = 5 };
        var running = Running().Answer(MxCalls.Status, _ => new MxStatus(true, did, did with { Deferred = 2 }));
        var run = await CommandRun.Of(running, "status", "--json");
        var items = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).Where(item => item.GetProperty("item").GetString() == "greylisting").ToList();
        Assert.Equal(["start", "day"], items.Select(item => item.GetProperty("since").GetString()));
        Assert.Equal([9L, 2L], items.Select(item => item.GetProperty("deferred").GetInt64()));
        Assert.Equal((7L, 40L, 300L, 20L, 5L), (Number("passed"), Number("remembered"), Number("exemptAuthenticated"), Number("exemptKnown"), Number("exemptSubmitted")));
        Assert.Contains("Greylisting in the last 24 hours: 2 asked to come again, 7 passed, 40 of senders that had passed, not asked 300 authenticated, 20 known and 5 of our accounts", (await CommandRun.Of(running, "status")).Lines);
        Assert.DoesNotContain((await CommandRun.Of(Running().Answer(MxCalls.Status, _ => new MxStatus(false, null, null)), "status")).Lines, line => line.StartsWith("Greylisting", StringComparison.Ordinal));

        long Number(string name) => items[0].GetProperty(name).GetInt64();
    }

    private static FakeSystem Running() => new FakeSystem().Answer(SupervisorCalls.Status, _ => new SystemStatus
    {
        Pid = 1,
        UptimeSeconds = 1,
        MemoryBytes = 1,
        ShareBytes = 1,
        Ready = true,
        Addresses = new Dictionary<string, IReadOnlyList<string>>(),
        Processes = [],
        Notices = [InForce, Refused],
    });
}
