using System.Text;
using Sekisho.Events.Sources;

namespace Sekisho.Sigma.Tests.Matching;

public sealed class SelectionTests
{
    [Theory]
    [InlineData("""{"A":"x evil y"}""", true)]
    [InlineData("""{"B":{"C":"EVIL"}}""", true)]
    [InlineData("""{"A":"n0123"}""", true)]
    [InlineData("""{"evil":"x"}""", false)]
    [InlineData("""{"A":null}""", false)]
    public void Keywords_are_looked_for_in_all_values(string json, bool fires) => Assert.Equal(fires, Scene.Of("k:\n  - evil\n  - 123\ncondition: k").Hits(json).Count == 1);

    [Theory]
    [InlineData("""{"A":"one","B":"two"}""", true)]
    [InlineData("""{"A":"one","B":"three"}""", false)]
    public void Keywords_with_all_may_lie_in_different_values(string json, bool fires) => Assert.Equal(fires, Scene.Of("k:\n  '|all':\n    - one\n    - two\ncondition: k").Hits(json).Count == 1);

    [Fact]
    public void Keywords_may_be_regular_expressions_and_have_wildcards()
    {
        Assert.Single(Scene.Of("k:\n  '|re':\n    - 'e[v]il$'\ncondition: k").Hits("""{"A":"so evil"}"""));
        Assert.Single(Scene.Of("k: 'so*vil'\ncondition: k").Hits("""{"A":"SO very evil!"}"""));
    }

    [Fact]
    public void Keywords_inside_not_hold_when_nothing_has_them()
    {
        var scene = Scene.Of("s:\n  A: 1\nk:\n  - evil\ncondition: s and not k");
        Assert.Single(scene.Hits("""{"A":1}"""));
        Assert.Empty(scene.Hits("""{"A":1,"B":"evil"}"""));
    }

    [Theory]
    [InlineData("""{"A":"1","B":"2"}""", true)]
    [InlineData("""{"A":"1","B":"9"}""", false)]
    [InlineData("""{"C":"3"}""", true)]
    [InlineData("""{"D":"a word"}""", true)]
    public void A_map_is_and_a_list_is_or(string json, bool fires) =>
        Assert.Equal(fires, Scene.Of("s:\n  - A: 1\n    B: 2\n  - C: 3\n  - word\ncondition: s").Hits(json).Count == 1);

    [Fact]
    public void Not_over_an_absent_field_is_true() => Assert.Single(Scene.Of("s:\n  A: 1\nf:\n  B|contains: x\ncondition: s and not f").Hits("""{"A":1}"""));

    [Fact]
    public void Nested_names_are_dotted()
    {
        Assert.True(Scene.Fires("a.b.c: 1", """{"a":{"b":{"c":1}}}"""));
        Assert.True(Scene.Fires("a.b: 2", """{"a":[{"b":1},{"b":2}]}"""));
        Assert.True(Scene.Fires("a.b: null", """{"a":{"b":[]}}"""));
    }

    [Fact]
    public void Names_are_found_without_case_and_spaces_but_the_exact_one_goes_first()
    {
        Assert.True(Scene.Fires("NewValue: x", """{"New Value":"x"}"""));
        Assert.True(Scene.Fires("HostName: x", """{"hostname":"x"}"""));
        Assert.False(Scene.Fires("HostName: x", """{"hostname":"x","HostName":"y"}"""));
        Assert.False(Scene.Fires("HostName: x", """{"HostName":"y","hostname":"x"}"""));
        Assert.True(Scene.Fires("HostName: y", """{"hostname":"x","HostName":["z","y"]}"""));
    }

    [Fact]
    public void An_explanation_names_selections_and_values()
    {
        var scene = Scene.Of("s:\n  A|contains: evil\nf:\n  B: null\n  C: 1\ncondition: s and not f");
        scene.Take("""{"A":"so EVIL"}""");
        var explained = scene.Matcher.Explain(scene.Fields, scene.Rules.Rules[0]);
        Assert.True(explained.Fires);
        Assert.Equal([("s", true), ("f", false)], explained.Selections.Select(selection => (selection.Name, selection.Holds)));
        Assert.Equal([("A", "so EVIL")], explained.Selections[0].Values.Select(value => (value.Field, value.Value!)));
        Assert.Equal([("B", null)], explained.Selections[1].Values.Select(value => (value.Field, value.Value)));
    }

    [Fact]
    public void A_selection_that_no_condition_names_is_explained_too()
    {
        var scene = Scene.Of("s:\n  A: 1\nunused:\n  B: 2\n  C|fieldref: D\ncondition: s");
        scene.Take("""{"A":"1","B":"2"}""");
        Assert.Equal([("s", true), ("unused", false)], scene.Matcher.Explain(scene.Fields, scene.Rules.Rules[0]).Selections.Select(selection => (selection.Name, selection.Holds)));
    }

    [Fact]
    public void Rules_are_tried_on_their_logsource_only()
    {
        var scene = new Scene("""
            title: any product
            logsource: {category: process_creation}
            detection: {s: {A: 1}, condition: s}
            ---
            title: windows
            logsource: {product: windows}
            detection: {s: {A: 1}, condition: s}
            ---
            title: security
            logsource: {product: Windows, service: security}
            detection: {s: {A: 1}, condition: s}
            ---
            title: linux
            logsource: {product: linux}
            detection: {s: {A: 1}, condition: s}
            ---
            title: nothing asked
            detection: {s: {A: 1}, condition: s}
            """);
        Assert.Equal(["any product", "windows", "security", "nothing asked"], scene.Hits("""{"Channel":"Security","EventID":4688,"A":1}"""));
        Assert.Equal(["windows", "security", "nothing asked"], scene.Hits("""{"Channel":"Security","EventID":4624,"A":1}"""));
        Assert.Equal(["any product", "windows", "nothing asked"], scene.Hits("""{"Channel":"microsoft-windows-sysmon/operational","EventID":"1","A":1}"""));
        Assert.Equal(["windows", "nothing asked"], scene.Hits("""{"Channel":"Something","EventID":1,"A":1}"""));
        Assert.Equal(["nothing asked"], scene.Hits("""{"A":1}"""));
    }

    [Theory]
    [InlineData("SourceName: AMSI", """{"SourceName":"AMSI"}""", true)]
    [InlineData("Provider_Name: AMSI", """{"SourceName":"AMSI"}""", true)]
    [InlineData("SourceName: AMSI", """{"Provider_Name":"AMSI"}""", true)]
    [InlineData("EventCode: 5", """{"EventID":5}""", true)]
    [InlineData("event_id: 5", """{"EventCode":"5"}""", true)]
    [InlineData("SourceName: AMSI", """{"Provider_Name":"AMSI","Source Name":"x"}""", false)]
    public void Fields_with_several_names_are_found_by_each(string selection, string json, bool fires)
    {
        // Another rule names the field in the other way: neither may take it from the other.
        var scene = new Scene($"title: t\nlogsource: {{product: test}}\ndetection: {{s: {{{selection}}}, condition: s}}\n---\ntitle: o\nlogsource: {{product: test}}\ndetection: {{s: {{Provider_Name: x, EventID: 77, Channel: y}}, condition: s}}\n");
        scene.Take(json);
        scene.Fields.Record.Source = new Events.Sources.EventSource { Product = "test" };
        scene.Fields.Taken();
        Assert.Equal(fires, scene.Matcher.Match(scene.Fields).Length == 1);
        Assert.Equal(fires, scene.Naive.Match(scene.Fields).Length == 1);
    }

    [Fact]
    public void Fields_of_other_logs_stand_for_those_of_the_category()
    {
        var scene = new Scene("""
            title: process
            logsource: {product: windows, category: process_creation}
            detection: {s: {Image|endswith: '\cmd.exe'}, condition: s}
            ---
            title: security
            logsource: {product: windows, service: security}
            detection: {s: {Image|endswith: '\cmd.exe'}, condition: s}
            """);
        Assert.Equal(["process"], scene.Hits("""{"Channel":"Security","EventID":4688,"NewProcessName":"C:\\cmd.exe"}"""));
        Assert.Equal(["process", "security"], scene.Hits("""{"Channel":"Security","EventID":4688,"NewProcessName":"x","Image":"C:\\cmd.exe"}"""));
        Assert.Empty(scene.Hits("""{"Channel":"Security","EventID":4624,"NewProcessName":"C:\\cmd.exe"}"""));
    }

    [Fact]
    public void A_log_source_can_be_given()
    {
        Assert.True(EventSource.TryParse("product=linux, category=a,category=B", out var source));
        Assert.Equal("linux/-/a+b", source.ToString());
        Assert.False(EventSource.TryParse("linux", out _));
    }

    [Fact]
    public void Matching_allocates_nothing_once_it_is_warm()
    {
        var scene = Scene.Of("s:\n  A|contains: evil\n  B|cidr: 10.0.0.0/8\nk:\n  - word\ncondition: s or k");
        scene.Take("""{"A":"so EVIL","B":"10.1.2.3","C":"a word"}""");
        for (var i = 0; i < 100; i++) scene.Matcher.Match(scene.Fields);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) scene.Matcher.Match(scene.Fields);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    [Fact]
    public void Values_that_are_no_utf_8_are_compared_as_they_are()
    {
        var scene = Scene.Of("s:\n  A|startswith: AB\ncondition: s");
        byte[] json = [.. "{\"A\":\"ab"u8, 0xFF, 0xC3, .. "\"}"u8];
        Assert.Single(scene.Hits(Encoding.Latin1.GetString(json).Replace("ÿ", "\u00ff", StringComparison.Ordinal)));
    }
}
