using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Reading;

namespace Sekisho.Sigma.Tests.Correlating;

public sealed class CorrelatorTests
{
    private const string Bases = """
        title: a
        name: a
        logsource: {product: test}
        detection: {s: {k: a}, condition: s}
        ---
        title: b
        name: b
        logsource: {product: test}
        detection: {s: {k: b}, condition: s}
        ---
        title: c
        name: c
        logsource: {product: test}
        detection: {s: {k: c}, condition: s}
        ---
        title: X
        correlation:
        """;

    [Fact]
    public void Events_are_counted_for_each_group()
    {
        var scene = With("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 3}");
        Assert.Equal(["X@4"], Run(scene, (1, "a", "ann"), (2, "a", "bob"), (3, "a", "Ann"), (4, "a", "ANN"), (5, "b", "bob"), (6, "a", "bob")));
    }

    [Fact]
    public void The_window_slides_and_includes_its_end()
    {
        var scene = With("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 3}");
        Assert.Empty(Run(scene, (0, "a", "x"), (5, "a", "x"), (11, "a", "x")));
        Assert.Equal(["X@10"], Run(scene, (0, "a", "x"), (5, "a", "x"), (10, "a", "x")));
        Assert.Equal(["X@15"], Run(scene, (0, "a", "x"), (5, "a", "x"), (11, "a", "x"), (15, "a", "x")));
    }

    [Fact]
    public void Having_fired_a_group_is_silent_for_one_timespan()
    {
        var scene = With("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 2}");
        Assert.Equal(["X@1", "X@12"], Run(scene, (0, "a", "x"), (1, "a", "x"), (2, "a", "x"), (11, "a", "x"), (12, "a", "x"), (13, "a", "x")));
    }

    [Fact]
    public void Events_out_of_order_count_where_they_belong()
    {
        var scene = With("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 3}");
        Assert.Equal(["X@5"], Run(scene, (1, "a", "x"), (9, "a", "x"), (5, "a", "x")));
        Assert.Empty(Run(scene, (1, "a", "x"), (90, "a", "x"), (5, "a", "x")));
    }

    [Fact]
    public void Events_older_than_the_watermark_are_late_and_counted()
    {
        var scene = With("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 2}");
        var correlator = new Correlator(scene.Rules, new CorrelationOptions { Lateness = TimeSpan.FromSeconds(60) });
        Assert.Empty(scene.Correlate(correlator, Event(1000, "a", "x"), Event(929, "a", "y"), Event(928, "a", "y")));
        Assert.Equal(2, correlator.LateEvents);
        Assert.Equal(["X@931"], scene.Correlate(correlator, Event(930, "a", "y"), Event(931, "a", "y")));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(940), correlator.Watermark);
    }

    [Fact]
    public void Different_values_are_counted_once_each()
    {
        var scene = With("type: value_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: v, gte: 3}");
        Assert.Equal(["X@6"], Run(scene, (1, "a", "x v1"), (2, "a", "x v1"), (3, "a", "x v2"), (4, "a", "x V2"), (5, "a", "y v3"), (6, "a", "x v3")));
        Assert.Empty(Run(scene, (1, "a", "x v1"), (2, "a", "x v2"), (12, "a", "x v3")));
        Assert.Equal(["X@12"], Run(scene, (1, "a", "x v1"), (2, "a", "x v2"), (3, "a", "x v1"), (12, "a", "x v3")));
    }

    [Fact]
    public void Rules_near_each_other_fire_in_any_order()
    {
        var scene = With("type: temporal\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s");
        Assert.Equal(["X@3"], Run(scene, (1, "c", "x"), (2, "a", "x"), (3, "b", "x")));
        Assert.Empty(Run(scene, (1, "c", "x"), (2, "a", "y"), (3, "b", "x")));
        Assert.Equal(["X@12"], Run(scene, (1, "c", "x"), (3, "a", "x"), (11, "b", "y"), (12, "c", "x"), (12, "b", "x")));
    }

    [Fact]
    public void Two_of_three_rules_may_be_enough() =>
        Assert.Equal(["X@2"], Run(With("type: temporal\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 2}"), (1, "c", "x"), (2, "a", "x")));

    [Fact]
    public void Ordered_rules_fire_in_their_order_only()
    {
        var scene = With("type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s");
        Assert.Equal(["X@3"], Run(scene, (1, "a", "x"), (2, "b", "x"), (3, "c", "x")));
        Assert.Empty(Run(scene, (1, "b", "x"), (2, "a", "x"), (3, "c", "x")));
        Assert.Equal(["X@6"], Run(scene, (1, "b", "x"), (2, "a", "x"), (3, "c", "x"), (4, "b", "x"), (6, "c", "x")));
        Assert.Empty(Run(scene, (1, "a", "x"), (2, "b", "x"), (12, "c", "x")));
        Assert.Equal(["X@13"], Run(scene, (1, "a", "x"), (4, "a", "x"), (5, "b", "x"), (13, "c", "x")));
    }

    [Fact]
    public void One_event_is_not_two_steps_of_an_order()
    {
        var scene = new Scene("""
            title: a
            name: a
            logsource: {product: test}
            detection: {s: {u: x}, condition: s}
            ---
            title: b
            name: b
            logsource: {product: test}
            detection: {s: {k: b}, condition: s}
            ---
            title: X
            correlation: {type: temporal_ordered, rules: [a, b], group-by: [u], timespan: 10s}
            """);
        Assert.Empty(Run(scene, (1, "b", "x")));
        Assert.Equal(["X@2"], Run(scene, (1, "b", "x"), (2, "b", "x")));
    }

    [Fact]
    public void An_order_is_found_when_its_events_come_out_of_order() =>
        Assert.Equal(["X@2"], Run(With("type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]\ntimespan: 10s"), (5, "b", "x"), (2, "a", "x")));

    [Fact]
    public void Sums_fire_at_once_means_and_percentiles_when_the_window_is_over()
    {
        Assert.Equal(["X@3"], Run(With("type: value_sum\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: v, gt: 5}"), (1, "a", "x 2"), (2, "a", "x 3"), (3, "a", "x 1"), (4, "a", "x 1")));
        Assert.Equal([2.5], Closed(With("type: value_avg\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: v, gt: 2}"), (1, "a", "x 2"), (2, "a", "x 3"), (13, "a", "x 1")));
        Assert.Equal([9.0], Closed(With("type: value_percentile\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: v, gte: 9, percentile: 90}"), [.. Enumerable.Range(0, 10).Select(i => (i, "a", $"x {i + 1}")), (11, "a", "y 8")]));
        Assert.Equal([2.0], Closed(With("type: value_median\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: v, eq: 2}"), (1, "a", "x 2"), (2, "a", "x 9"), (3, "a", "x 1")));
    }

    [Fact]
    public void Without_a_percentile_the_share_of_a_value_counts() =>
        Assert.Equal([10.0], Closed(With("type: value_percentile\nrules: [a]\ngroup-by: [u]\ntimespan: 60s\ncondition: {field: v, lte: 10}"), [.. Enumerable.Range(0, 9).Select(i => (i, "a", "x often")), (20, "a", "x rare")]));

    [Fact]
    public void Upper_limits_are_judged_when_the_window_is_over()
    {
        var scene = With("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 2, lt: 4}");
        Assert.Equal([3.0], Closed(scene, (1, "a", "x"), (2, "a", "x"), (3, "a", "x"), (1, "a", "y"), (2, "a", "y"), (3, "a", "y"), (4, "a", "y")));
        var correlator = new Correlator(scene.Rules, new CorrelationOptions { Lateness = TimeSpan.FromSeconds(5) });
        Assert.Empty(scene.Correlate(correlator, Event(1, "a", "x"), Event(2, "a", "x"), Event(15, "a", "z")));
        Assert.Equal(["X@17"], scene.Correlate(correlator, Event(17, "a", "z")));
    }

    [Fact]
    public void Correlations_of_correlations_fire_and_the_inner_ones_are_silent()
    {
        var scene = With("type: temporal_ordered\nrules: [many, b]\ngroup-by: [u]\ntimespan: 60s\n---\ntitle: Many\nname: many\ncorrelation:\n  type: event_count\n  rules: [a]\n  group-by: [u]\n  timespan: 10s\n  condition: {gte: 3}");
        Assert.Equal(["Many", "X"], scene.Rules.Correlations.Select(rule => rule.Header.Title));
        Assert.Equal(["X@9"], Run(scene, (1, "a", "x"), (2, "b", "x"), (3, "a", "x"), (4, "a", "x"), (9, "b", "x")));
        Assert.False(scene.Rules.Rules[0].IsShown);
        Assert.True(scene.Rules.Rules[2].IsShown);
    }

    [Fact]
    public void Generate_shows_the_rules_it_is_about() => Assert.All(With("type: temporal\nrules: [a, b]\ngroup-by: [u]\ntimespan: 60s\ngenerate: true").Rules.Rules, rule => Assert.True(rule.IsShown));

    [Theory]
    [InlineData("count() by u > 2", 1, 3)]
    [InlineData("count() >= 3", 1, 3)]
    [InlineData("count(v) by u >= 2", 1, 2)]
    [InlineData("count(v) by u > 2", 0, 0)]
    [InlineData("sum(n) by u > 5", 1, 3)]
    public void Aggregations_of_old_are_correlations(string aggregation, int fired, int at)
    {
        var scene = new Scene($"title: X\nid: x\nlogsource: {{product: test}}\ndetection:\n  s: {{k: a}}\n  timeframe: 10s\n  condition: s | {aggregation}\n");
        Assert.Empty(scene.Problems);
        Assert.False(scene.Rules.Rules[0].IsShown);
        var events = Enumerable.Range(1, 3).Select(i => (i, $$"""{"k":"a","u":"x","v":"{{i % 2}}","n":2}""")).ToList();
        Assert.Equal(Enumerable.Repeat($"X@{at}", fired), scene.Correlate(new Correlator(scene.Rules), events));
    }

    [Fact]
    public void Circles_are_refused()
    {
        var scene = With("type: temporal\nrules: [y]\ngroup-by: [u]\ntimespan: 60s\n---\ntitle: Y\nname: y\ncorrelation: {type: temporal, rules: [z], group-by: [u], timespan: 1m}\n---\ntitle: Z\nname: z\ncorrelation: {type: temporal, rules: [y], group-by: [u], timespan: 1m}");
        Assert.Empty(scene.Rules.Correlations);
        Assert.Equal(3, scene.Problems.Count(problem => problem.Kind == RuleProblemKind.Error));
    }

    [Fact]
    public void An_alias_has_a_field_for_each_rule()
    {
        var scene = With("type: temporal\nrules: [a, b]\ngroup-by: [ip]\ntimespan: 60s\naliases:\n  ip:\n    a: src\n    b: dst");
        Assert.Equal(["X@2"], scene.Correlate(new Correlator(scene.Rules), (1, """{"k":"a","src":"1.1.1.1","dst":"9.9.9.9"}"""), (2, """{"k":"b","src":"9.9.9.9","dst":"1.1.1.1"}""")));
        Assert.Empty(scene.Correlate(new Correlator(scene.Rules), (1, """{"k":"a","src":"1.1.1.1"}"""), (2, """{"k":"b","src":"1.1.1.1"}""")));
    }

    [Fact]
    public void Events_without_any_group_field_do_not_count_those_with_some_do()
    {
        var scene = With("type: event_count\nrules: [a]\ngroup-by: [u, w]\ntimespan: 10s\ncondition: {gte: 2}");
        Assert.Empty(scene.Correlate(new Correlator(scene.Rules), (1, """{"k":"a"}"""), (2, """{"k":"a"}""")));
        Assert.Equal(["X@2"], scene.Correlate(new Correlator(scene.Rules), (1, """{"k":"a","u":"x"}"""), (2, """{"k":"a","u":"x"}""")));
        Assert.Empty(scene.Correlate(new Correlator(scene.Rules), (1, """{"k":"a","u":"x"}"""), (2, """{"k":"a","u":"x","w":""}""")));
    }

    [Theory]
    [InlineData("type: other\nrules: [a]\ntimespan: 1m", "no correlation type 'other'")]
    [InlineData("type: event_count\ntimespan: 1m\ncondition: {gte: 1}", "names no rules")]
    [InlineData("type: event_count\nrules: [a]\ncondition: {gte: 1}", "needs a timespan")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 0s\ncondition: {gte: 1}", "is no timespan")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m", "no condition")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {most: 1}", "no comparison 'most'")]
    [InlineData("type: value_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 1}", "needs 'field'")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: x}", "needs a number")]
    public void Mistakes_are_told(string correlation, string says) =>
        Assert.Contains(With(correlation).Problems, problem => problem.Kind == RuleProblemKind.Error && problem.Problem.Contains(says, StringComparison.Ordinal));

    internal static Scene With(string correlation) => new(Bases + "\n" + string.Join('\n', Indent(correlation)) + "\n");

    internal static (int Second, string Json) Event(int second, string kind, string who)
    {
        var parts = who.Split(' ');
        return (second, $$"""{"k":"{{kind}}","u":"{{parts[0]}}"{{(parts.Length > 1 ? $",\"v\":\"{parts[1]}\"" : "")}}}""");
    }

    private static IEnumerable<string> Indent(string correlation)
    {
        var inside = true;
        foreach (var line in correlation.Split('\n'))
        {
            if (line == "---") inside = false;
            yield return inside ? "  " + line : line;
        }
    }

    private static List<string> Run(Scene scene, params IReadOnlyList<(int Second, string Kind, string Who)> events) =>
        scene.Correlate(new Correlator(scene.Rules, new CorrelationOptions { Lateness = null }), [.. events.Select(one => Event(one.Second, one.Kind, one.Who))]);

    private static List<double> Closed(Scene scene, params IReadOnlyList<(int Second, string Kind, string Who)> events)
    {
        var correlator = new Correlator(scene.Rules, new CorrelationOptions { Lateness = null });
        Assert.Empty(scene.Correlate(correlator, [.. events.Select(one => Event(one.Second, one.Kind, one.Who))]));
        return [.. correlator.Finish().Select(hit => hit.Value)];
    }
}
