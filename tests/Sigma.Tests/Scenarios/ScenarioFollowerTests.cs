using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Scenarios;

namespace Sekisho.Sigma.Tests.Scenarios;

public sealed class ScenarioFollowerTests
{
    private const string Rules = """
        title: in
        tags: [attack.initial-access]
        logsource: {product: test}
        detection: {s: {k: in}, condition: s}
        ---
        title: out
        tags: [attack.exfiltration, attack.collection]
        logsource: {product: test}
        detection: {s: {k: out}, condition: s}
        """;

    [Fact]
    public void Each_entity_of_an_event_shows_the_stage()
    {
        var hits = Run(new ScenarioOptions { MinStages = 2 }, """{"k":"in","Computer":"WS1","TargetUserName":"ann"}""", """{"k":"out","Computer":"ws1","User":"ann"}""");
        Assert.Equal(["host ws1", "user ann"], hits.Select(hit => $"{hit.Kind} {hit.Name}"));
        Assert.All(hits, hit => Assert.Equal(["initial-access", "collection", "exfiltration"], hit.Stages));
    }

    [Fact]
    public void Who_is_nobody_in_particular_is_not_followed() =>
        Assert.Empty(Run(new ScenarioOptions { MinStages = 2 }, """{"k":"in","User":"NT AUTHORITY\\SYSTEM","IpAddress":"127.0.0.1"}""", """{"k":"out","User":"NT AUTHORITY\\SYSTEM","IpAddress":"127.0.0.1"}"""));

    [Fact]
    public void Entities_and_stages_can_be_given()
    {
        var problems = new List<RuleProblem>();
        var options = ScenarioFile.Read("stages: [initial-access, collection]\nmin-stages: 2\nmemory-months: 3\nmax-entities: 10\nentities: {mailbox: [m]}\nignored: [x]\n"u8, "s.yml", problems);
        Assert.Empty(problems);
        Assert.Equal((2, 3, 10), (options.MinStages, options.MemoryMonths, options.MaxEntities));
        Assert.Equal(["mailbox a@x"], Run(options, """{"k":"in","m":"a@x","Computer":"w"}""", """{"k":"out","m":"A@x","Computer":"w"}""", """{"k":"in","m":"x"}""", """{"k":"out","m":"x"}""").Select(hit => $"{hit.Kind} {hit.Name}".ToLowerInvariant()));
    }

    [Theory]
    [InlineData("[a]", "a mapping")]
    [InlineData("foo: 1", "no 'foo'")]
    [InlineData("memory-months: 14", "from 1 to 13")]
    [InlineData("stages: []", "0 stages")]
    [InlineData("a: [", "not valid YAML")]
    public void Mistakes_are_told(string text, string says)
    {
        var problems = new List<RuleProblem>();
        ScenarioFile.Read(System.Text.Encoding.UTF8.GetBytes(text), "s.yml", problems);
        Assert.Contains(problems, problem => problem.Problem.Contains(says, StringComparison.Ordinal));
    }

    private static List<ScenarioHit> Run(ScenarioOptions options, params string[] events)
    {
        var scene = new Scene(Rules, moreFields: ScenarioFollower.FieldsOf(options));
        var follower = new ScenarioFollower(scene.Rules, options);
        var hits = new List<ScenarioHit>();
        foreach (var json in events)
        {
            scene.Take(json);
            scene.Fields.Record.Time = DateTimeOffset.UnixEpoch.AddDays(20_000);
            hits.AddRange(follower.Observe(scene.Matcher.Match(scene.Fields), scene.Fields));
        }

        return hits;
    }
}
