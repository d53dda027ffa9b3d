using Sekisho.Sigma.Correlating;

namespace Sekisho.Sigma.Tests.Correlating;

/// <summary>A hit of a correlation names the events that it counted.</summary>
public sealed class CorrelationEventsTests
{
    private const string Count = "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 2}";

    [Fact]
    public void Only_those_of_the_window_and_the_group_are_named()
    {
        var hit = Single(Count, ["0 x", "20 x", "21 y", "25 x"], "a");
        Assert.Equal([("a", "log", 20L), ("a", "log", 25L)], hit.Events.Select(one => (one.Rule.Name, one.File, one.Record)));
    }

    [Fact]
    public void Those_of_a_window_that_had_to_end_are_named()
    {
        var hit = Single("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {lt: 3}", ["1 x", "2 x"], "a");
        Assert.Equal([1L, 2L], hit.Events.Select(one => one.Record));
    }

    [Fact]
    public void They_survive_a_restart()
    {
        var scene = CorrelatorTests.With(Count);
        var before = new Correlator(scene.Rules);
        scene.Correlate(before, CorrelatorTests.Event(1, "a", "x"));
        using var saved = new MemoryStream();
        CorrelatorState.Save(before, saved);
        var after = new Correlator(scene.Rules);
        Assert.True(CorrelatorState.Load(after, new MemoryStream(saved.ToArray())));
        Assert.Equal([("log", 1L), ("log", 2L)], Single(scene, after, ["2 x"], "a").Events.Select(one => (one.File, one.Record)));
    }

    private static CorrelationHit Single(string correlation, string[] events, string kind)
    {
        var scene = CorrelatorTests.With(correlation);
        return Single(scene, new Correlator(scene.Rules, new CorrelationOptions { Lateness = null }), events, kind);
    }

    private static CorrelationHit Single(Scene scene, Correlator correlator, string[] events, string kind)
    {
        var hits = new List<CorrelationHit>();
        foreach (var one in events.Select(text => text.Split(' ')))
        {
            var (second, json) = CorrelatorTests.Event(int.Parse(one[0], System.Globalization.CultureInfo.InvariantCulture), kind, one[1]);
            scene.Take(json);
            scene.Fields.Record.Time = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(second);
            hits.AddRange(correlator.Observe(scene.Matcher.Match(scene.Fields), scene.Fields, "log", second));
        }

        hits.AddRange(correlator.Finish());
        return Assert.Single(hits);
    }
}
