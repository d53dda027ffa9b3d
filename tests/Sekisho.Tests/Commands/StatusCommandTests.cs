using System.Text.Json;
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
