namespace Sekisho.Sigma.Tests.Matching;

public sealed class FilterTests
{
    private const string Rule = """
        title: r
        id: 11111111-1111-1111-1111-111111111111
        name: r_name
        logsource: {product: test, category: c}
        detection: {s: {A: 1}, condition: s}
        ---
        """;

    [Theory]
    [InlineData("rules: [11111111-1111-1111-1111-111111111111]", "condition: selection", "{product: test}", true)]
    [InlineData("rules: r_name", "condition: selection", "{product: test}", true)]
    [InlineData("rules: any", "condition: selection", "{product: test}", true)]
    [InlineData("rules: any", "condition: not selection", "{product: test}", true)]
    [InlineData("rules: any", "condition: not selection and not other", "{product: test}", true)]
    [InlineData("rules: any", "condition: not 1 of *", "{product: test}", true)]
    [InlineData("rules: any", "condition: selection and not other", "{product: test}", true)]
    [InlineData("rules: any", "condition: selection or other", "{product: test}", true)]
    [InlineData("rules: any", "condition: selection", "{product: test, category: c}", true)]
    [InlineData("rules: any", "condition: selection", "{product: other}", false)]
    [InlineData("rules: any", "condition: selection", "{product: test, service: s}", false)]
    [InlineData("rules: [other]", "condition: selection", "{product: test}", false)]
    public void What_the_selections_of_a_filter_describe_is_dropped(string rules, string condition, string logsource, bool applies)
    {
        var scene = new Scene($$"""
            {{Rule}}
            title: f
            logsource: {{logsource}}
            filter:
              {{rules}}
              selection: {U|startswith: adm_}
              other: {U: root}
              {{condition}}
            """);
        scene.Fields.Record.Clear();
        Assert.Equal(applies, scene.Rules.Filters[0].Applied == 1);
        var admin = Fires(scene, """{"A":1,"U":"adm_x"}""");
        Assert.Equal(!applies, admin);
        Assert.True(Fires(scene, """{"A":1,"U":"x"}"""));
        Assert.True(Fires(scene, """{"A":1}"""));
    }

    private static bool Fires(Scene scene, string json)
    {
        scene.Take(json);
        scene.Fields.Record.Source = new Events.Sources.EventSource { Product = "test", Categories = ["c"] };
        scene.Fields.Taken();
        return scene.Matcher.Match(scene.Fields).Length == 1;
    }
}
