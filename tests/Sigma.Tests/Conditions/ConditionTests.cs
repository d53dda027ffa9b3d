using Sekisho.Sigma.Reading;

namespace Sekisho.Sigma.Tests.Conditions;

public sealed class ConditionTests
{
    private const string Selections = "sel_a:\n  A: 1\nsel_b:\n  B: 1\nother:\n  C: 1\n_hidden:\n  D: 1\n";

    [Theory]
    [InlineData("sel_a or sel_b and other", "A", true)]
    [InlineData("sel_a or sel_b and other", "B", false)]
    [InlineData("(sel_a or sel_b) and other", "A", false)]
    [InlineData("(sel_a or sel_b) and other", "BC", true)]
    [InlineData("not sel_a and sel_b", "B", true)]
    [InlineData("not sel_a and sel_b", "AB", false)]
    [InlineData("not (sel_a and sel_b)", "A", true)]
    [InlineData("not not sel_a", "A", true)]
    [InlineData("NOT sel_a AND sel_b", "B", true)]
    [InlineData("1 of sel_*", "B", true)]
    [InlineData("all of sel_*", "B", false)]
    [InlineData("all of sel_*", "AB", true)]
    [InlineData("any of sel_*", "A", true)]
    [InlineData("2 of them", "AC", true)]
    [InlineData("2 of them", "A", false)]
    [InlineData("1 of *_b", "B", true)]
    [InlineData("1 of s*_*b", "B", true)]
    [InlineData("1 of them", "D", false)]
    [InlineData("1 of _*", "D", true)]
    [InlineData("_hidden", "D", true)]
    [InlineData("not 1 of sel_* and other", "C", true)]
    [InlineData("sel_a and not 1 of other*", "AC", false)]
    [InlineData("all of them", "ABC", true)]
    public void Conditions_bind_as_specified(string condition, string fields, bool fires) =>
        Assert.Equal(fires, Hits(condition, fields));

    [Fact]
    public void A_list_of_conditions_is_fulfilled_by_any()
    {
        Assert.True(Hits("[sel_a and sel_b, other]", "C"));
        Assert.False(Hits("[sel_a and sel_b, other]", "B"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("sel_a and", "ends too early")]
    [InlineData("sel_a sel_b", "does not belong")]
    [InlineData("(sel_a", "not closed")]
    [InlineData("nothing", "no selection 'nothing'")]
    [InlineData("sel_*", "no selection 'sel_*'")]
    [InlineData("1 of x*", "No selection fits")]
    [InlineData("5 of them", "only 3 fit")]
    [InlineData("1 of", "Behind 'of'")]
    [InlineData("sel_a | near sel_b", "Aggregations")]
    [InlineData("and", "does not belong")]
    public void Mistakes_are_told_with_their_place(string condition, string says)
    {
        var problem = Scene.Of($"{Selections}condition: '{condition}'").Problems[0];
        Assert.Contains(says, problem.Problem, StringComparison.Ordinal);
        Assert.Equal(RuleProblemKind.Error, problem.Kind);
        Assert.Equal(14, problem.Place.Line);
        Assert.True(problem.Place.Column >= 14);
    }

    [Fact]
    public void The_column_is_that_of_the_wrong_word() =>
        Assert.Equal("rules.yml:14:24", Scene.Of($"{Selections}condition: sel_a and wrong").Problems[0].Place.ToString());

    [Fact]
    public void Depth_is_bounded()
    {
        string Nested(int depth) => $"{new string('(', depth)}sel_a{new string(')', depth)}";
        Assert.DoesNotContain(Scene.Of($"{Selections}condition: {Nested(RuleLimits.MaxConditionDepth)}").Problems, problem => problem.Kind == RuleProblemKind.Error);
        Assert.Contains("deep", Scene.Of($"{Selections}condition: {Nested(RuleLimits.MaxConditionDepth + 1)}").Problems[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Length_is_bounded()
    {
        string Long(int length) => "sel_a" + new string(' ', length - 5);
        Assert.DoesNotContain(Scene.Of($"{Selections}condition: '{Long(RuleLimits.MaxConditionLength)}'").Problems, problem => problem.Kind == RuleProblemKind.Error);
        Assert.Contains("characters", Scene.Of($"{Selections}condition: '{Long(RuleLimits.MaxConditionLength + 1)}'").Problems[0].Problem, StringComparison.Ordinal);
    }

    private static bool Hits(string condition, string fields)
    {
        var scene = Scene.Of($"{Selections}condition: {condition}");
        Assert.DoesNotContain(scene.Problems, problem => problem.Kind != RuleProblemKind.Warning);
        return scene.Hits("{" + string.Join(',', fields.Select(field => $"\"{field}\":1")) + "}").Count == 1;
    }
}
