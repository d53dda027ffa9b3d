using System.Text.Json;
using Sekisho.Output;

namespace Sekisho.Tests.Commands.Detect;

public sealed class DetectCommandTests : IDisposable
{
    private const string Rule = """
        title: Command with an encoded argument
        id: 5b1d4d3a-0001-4000-8000-000000000001
        level: high
        logsource: {product: windows, category: process_creation}
        detection: {s: {CommandLine|contains|windash: ' -enc '}, condition: s}
        """;

    private const string Correlation = """
        title: Many failures
        id: 5b1d4d3a-0002-4000-8000-000000000002
        level: critical
        correlation: {type: event_count, rules: [failure], group-by: [TargetUserName], timespan: 5m, condition: {gte: 3}}
        ---
        title: Failure
        name: failure
        logsource: {product: windows, service: security}
        detection: {s: {EventID: 4625}, condition: s}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-detect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_hit_is_one_line_with_the_file_as_given_and_the_record()
    {
        Write("rules/a.yml", Rule);
        Write("logs/events.json", Process(1, "x") + Process(77, "powershell /enc AAAA"));
        var run = await RunAsync("--rules", "rules", "--events", "logs/events.json", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        var hit = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(["rule_id", "rule_title", "level", "file", "record", "time", "fields"], hit.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("5b1d4d3a-0001-4000-8000-000000000001", "high", "logs/events.json", 77), (hit.GetProperty("rule_id").GetString(), hit.GetProperty("level").GetString(), hit.GetProperty("file").GetString(), hit.GetProperty("record").GetInt32()));
        Assert.Equal("2024-05-01T10:00:01.5Z", hit.GetProperty("time").GetString());
        Assert.Equal("powershell /enc AAAA", hit.GetProperty("fields").GetProperty("CommandLine").GetString());
    }

    [Fact]
    public async Task Without_a_record_number_the_line_counts_and_people_get_text()
    {
        Write("a.yml", Rule);
        Write("e.json", "\n{\"Channel\":\"Security\",\"EventID\":4688,\"CommandLine\":\"a -enc b\"}\n");
        var run = await RunAsync("--rules", "a.yml", "--events", "e.json");
        Assert.Equal("- high Command with an encoded argument (e.json:2) Channel=Security, EventID=4688, CommandLine=a -enc b", Assert.Single(run.Lines));
    }

    [Fact]
    public async Task Correlations_are_told_and_the_rules_they_are_about_are_not()
    {
        Write("c.yml", Correlation);
        Write("e.json", string.Concat(Enumerable.Range(1, 4).Select(i => $$"""{"Channel":"Security","EventID":4625,"EventRecordID":{{i}},"TargetUserName":"ann","@timestamp":"2024-05-01T10:00:0{{i}}Z"}""" + "\n")));
        var run = await RunAsync("--rules", "c.yml", "--events", "e.json", "--json", "--stats");
        var hit = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(("Many failures", 3, 3, "ann"), (hit.GetProperty("rule_title").GetString(), hit.GetProperty("record").GetInt32(), hit.GetProperty("value").GetInt32(), hit.GetProperty("fields").GetProperty("TargetUserName").GetString()));
        Assert.Contains("events/s", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correlation_names_its_events_and_remembers_from_run_to_run()
    {
        Write("c.yml", Correlation);
        for (var i = 1; i <= 3; i++) Write($"{i}.json", $$"""{"Channel":"Security","EventID":4625,"EventRecordID":{{i}},"TargetUserName":"ann","@timestamp":"2024-05-01T10:00:0{{i}}Z"}""" + "\n");
        Assert.Empty((await RunAsync("--rules", "c.yml", "--events", "1.json", "2.json", "--json", "--state", "memory")).Lines);
        var run = await RunAsync("--rules", "c.yml", "--events", "3.json", "--json", "--state", "memory");
        var events = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal([("1.json", 1), ("2.json", 2), ("3.json", 3)], events.Select(one => (one.GetProperty("file").GetString()!, one.GetProperty("record").GetInt32())));
        Assert.All(events, one => Assert.Equal("failure", one.GetProperty("rule_id").GetString()));
        Write("memory/correlations.state", "torn");
        var torn = await RunAsync("--rules", "c.yml", "--events", "3.json", "--json", "--state", "memory");
        Assert.Empty(torn.Lines);
        Assert.Contains("begin anew", torn.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_of_an_attack_are_remembered_over_months_and_runs()
    {
        string[] stages = ["initial-access", "stealth", "exfiltration"];
        Write("r.yml", string.Join("---\n", stages.Select((stage, i) => $"title: {stage}\nid: {stage}\ntags: [attack.{stage}]\nlogsource: {{product: windows, service: security}}\ndetection: {{s: {{EventID: {i + 1}}}, condition: s}}\n")));
        Write("s.yml", "min-stages: 3\n");
        for (var i = 0; i < 3; i++)
            Write($"{i}.json", $$"""{"Channel":"Security","EventID":{{i + 1}},"EventRecordID":7,"Computer":"ws1","TargetUserName":"SYSTEM","@timestamp":"2024-0{{1 + (i * 4)}}-01T00:00:00Z"}""" + "\n");
        Assert.Equal(2, (await RunAsync("--rules", "r.yml", "--events", "0.json", "1.json", "--json", "--scenarios", "s.yml", "--state", "memory")).Lines.Count);
        var run = await RunAsync("--rules", "r.yml", "--events", "2.json", "--json", "--scenarios", "s.yml", "--state", "memory", "--stats");
        Assert.Equal(2, run.Lines.Count);
        var scenario = JsonDocument.Parse(run.Lines[1]).RootElement;
        Assert.Equal(("scenario", "ws1", 3), (scenario.GetProperty("rule_id").GetString(), scenario.GetProperty("fields").GetProperty("host").GetString(), scenario.GetProperty("value").GetInt32()));
        Assert.Equal(["initial-access", "defense-evasion", "exfiltration"], scenario.GetProperty("fields").GetProperty("stages").EnumerateArray().Select(stage => stage.GetString()!));
        Assert.Contains("scenarios: 1 entities", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_scenario_file_is_told()
    {
        Write("a.yml", Rule);
        Write("e.json", Process(1, "x"));
        Write("s.yml", "min-stages: 99\nfoo: 1\n");
        var run = await RunAsync("--rules", "a.yml", "--events", "e.json", "--scenarios", "s.yml");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("s.yml:1:13", run.Error, StringComparison.Ordinal);
        Assert.Contains("There is no 'foo' here", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explanation_names_what_fits()
    {
        Write("a.yml", Rule);
        Write("e.json", Process(1, "a -enc b"));
        var run = await RunAsync("--rules", "a.yml", "--events", "e.json", "--json", "--explain");
        var selection = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("explain").GetProperty("s");
        Assert.True(selection.GetProperty("holds").GetBoolean());
        Assert.Equal("a -enc b", selection.GetProperty("values")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_rest_is_read()
    {
        Write("a.yml", Rule);
        Write("wrong.yml", "title: x\n");
        Write("e.json", Process(1, "a -enc b") + "{\"a\":\n");
        Write("other.log", "no format that is known");
        var run = await RunAsync("--rules", "a.yml", "wrong.yml", "--events", "other.log", "missing.json", "e.json", "--json");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Single(run.Lines);
        foreach (var told in (string[])["wrong.yml:1:1: There is no 'detection'", "other.log: The format is not known", "missing.json: There is no such file", "e.json:2: It is not valid JSON"])
            Assert.Contains(told, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_unknown_source_are_told_and_can_be_given_one()
    {
        Write("a.yml", Rule);
        Write("e.json", "{\"CommandLine\":\"a -enc b\"}\n");
        var unknown = await RunAsync("--rules", "a.yml", "--events", "e.json", "--json");
        Assert.Empty(unknown.Lines);
        Assert.Contains("--logsource", unknown.Error, StringComparison.Ordinal);
        Assert.Single((await RunAsync("--rules", "a.yml", "--events", "e.json", "--json", "--logsource", "product=windows,category=process_creation")).Lines);
        Assert.Equal(ExitCodes.WrongUsage, (await RunAsync("--rules", "a.yml", "--events", "e.json", "--logsource", "windows")).Exit);
        Assert.Equal(ExitCodes.WrongUsage, (await RunAsync("--rules", "a.yml", "--events", "e.json", "--format", "xml")).Exit);
        Assert.Equal(ExitCodes.WrongUsage, (await RunAsync("--events", "e.json")).Exit);
    }

    [Fact]
    public async Task Rules_are_checked_against_the_fields_of_logs()
    {
        Write("a.yml", Rule);
        Write("placeholder.yml", Rule.Replace("0001-4", "0003-4", StringComparison.Ordinal).Replace("windash", "expand", StringComparison.Ordinal).Replace("-enc", "%word%", StringComparison.Ordinal));
        Write("words.yml", "word: [x]\n");
        Write("e.json", "{\"Channel\":\"Security\",\"EventID\":4688,\"NewProcessName\":\"x\"}\n");
        Write("fields.txt", "# what we have\nCommandLine\n");
        Assert.Equal(ExitCodes.Done, (await CheckAsync("a.yml")).Exit);
        var skipped = await CheckAsync("placeholder.yml", "--json");
        Assert.Equal((ExitCodes.Failed, "skipped"), (skipped.Exit, JsonDocument.Parse(Assert.Single(skipped.Lines)).RootElement.GetProperty("kind").GetString()));
        Assert.Equal(ExitCodes.Done, (await CheckAsync("placeholder.yml", "--placeholders", "words.yml", "--fields", "fields.txt")).Exit);
        var dead = await CheckAsync("a.yml", "--events", "e.json");
        Assert.Equal(ExitCodes.Failed, dead.Exit);
        Assert.Contains("can never fire: no log has CommandLine", Assert.Single(dead.Lines), StringComparison.Ordinal);
    }

    private static string Process(int record, string command) =>
        """{"Event":{"System":{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"EventRecordID":RECORD,"TimeCreated":{"#attributes":{"SystemTime":"2024-05-01T10:00:01.500Z"}}},"EventData":{"CommandLine":"COMMAND"}}}"""
            .Replace("RECORD", record.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("COMMAND", command, StringComparison.Ordinal) + "\n";

    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.Of(new FakeSystem(), "", ["detect", .. arguments], _folder);

    private Task<CommandRun> CheckAsync(params string[] arguments) => CommandRun.Of(new FakeSystem(), "", ["rules", "check", .. arguments], _folder);
}
