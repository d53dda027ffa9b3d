using Sekisho.Sigma.Correlating;

namespace Sekisho.Sigma.Tests.Correlating;

public sealed class RuleWordsTests
{
    [Theory]
    [InlineData("a and b", "a b", 1)]
    [InlineData("a and b", "b a", 1)]
    [InlineData("a and b", "a a", 0)]
    [InlineData("a and (b or c)", "c a", 1)]
    [InlineData("2 of them", "a c", 1)]
    [InlineData("all of them", "a c", 0)]
    public void Without_not_a_condition_in_words_fires_with_the_event_that_completes_it(string condition, string kinds, int fired) =>
        Assert.Equal(fired, Fired("temporal", condition, kinds, finish: false));

    [Theory]
    [InlineData("a and not b", "a", 1)]
    [InlineData("a and not b", "a c a", 1)]
    [InlineData("a and not b", "a b", 0)]
    [InlineData("a and not b", "b a", 0)]
    [InlineData("(a or c) and not b", "c", 1)]
    public void With_not_it_is_judged_when_the_window_is_over(string condition, string kinds, int fired)
    {
        Assert.Equal(0, Fired("temporal", condition, kinds, finish: false));
        Assert.Equal(fired, Fired("temporal", condition, kinds, finish: true));
    }

    [Theory]
    [InlineData("a and b", "a b", 1)]
    [InlineData("a and b", "b a", 0)]
    [InlineData("a and b", "b a b", 1)]
    [InlineData("a and c", "c a b c", 1)]
    [InlineData("a and b and not c", "a b", 1)]
    [InlineData("a and b and not c", "a b c", 0)]
    [InlineData("a and b and not c", "b a", 0)]
    public void Ordered_rules_must_come_in_the_order_of_the_list(string condition, string kinds, int fired) =>
        Assert.Equal(fired, Fired("temporal_ordered", condition, kinds, finish: true));

    [Fact]
    public void Rules_that_only_the_condition_names_are_those_of_the_correlation()
    {
        var scene = CorrelatorTests.With("type: temporal\ngroup-by: [u]\ntimespan: 10s\ncondition: a and c");
        Assert.Empty(scene.Problems);
        Assert.Equal(["a", "c"], scene.Rules.Correlations[0].References);
    }

    [Theory]
    [InlineData("a and x", "'x' is none of the rules")]
    [InlineData("a and", "ends too early")]
    public void Mistakes_are_told(string condition, string says) =>
        Assert.Contains(CorrelatorTests.With($"type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: {condition}").Problems, problem => problem.Problem.Contains(says, StringComparison.Ordinal));

    private static int Fired(string type, string condition, string kinds, bool finish)
    {
        var scene = CorrelatorTests.With($"type: {type}\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 60s\ncondition: {condition}");
        Assert.Empty(scene.Problems);
        var correlator = new Correlator(scene.Rules, new CorrelationOptions { Lateness = null });
        var fired = scene.Correlate(correlator, [.. kinds.Split(' ').Select((kind, second) => CorrelatorTests.Event(second, kind, "x"))]).Count;
        return finish ? fired + correlator.Finish().Count : fired;
    }
}
