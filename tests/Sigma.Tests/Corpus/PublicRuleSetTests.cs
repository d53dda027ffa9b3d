using Sekisho.Sigma.Reading;
using Sekisho.Testing;

namespace Sekisho.Sigma.Tests.Corpus;

public sealed class PublicRuleSetTests
{
    [CorpusFact("detect/sigma-2026-01")]
    public void Every_rule_loads_but_those_whose_placeholders_nobody_has_defined()
    {
        var loaded = PublicRuleSet.Loaded;
        Assert.Equal(3667, loaded.FileCount);
        Assert.Equal(3653, loaded.Rules.Rules.Count);
        Assert.All(loaded.Failures, failure =>
        {
            Assert.Equal(RuleProblemKind.Skipped, failure.Kind);
            Assert.Contains("placeholder", failure.Problem, StringComparison.Ordinal);
        });
        Assert.Equal(14, loaded.Failures.Select(failure => failure.Place.File).Distinct(StringComparer.Ordinal).Count());
    }

    [CorpusFact("detect/sigma-2026-01")]
    public void With_definitions_every_rule_loads()
    {
        Assert.Equal(3667, PublicRuleSet.LoadedWithPlaceholders.Rules.Rules.Count);
        Assert.Empty(PublicRuleSet.LoadedWithPlaceholders.Failures);
    }

    [CorpusFact("detect/sigma-spec-2.1")]
    public void The_examples_of_the_specification_are_read()
    {
        var files = Corpora.Files("detect/sigma-spec-2.1/tests/schema", "*.yml").Select(file => RuleReading.Read(File.ReadAllBytes(file), file)).ToList();
        Assert.Equal(12, files.Count);
        Assert.All(files, file => Assert.DoesNotContain(file.Problems, problem => problem.Kind == RuleProblemKind.Error));
        Assert.Equal((2, 8, 2), (files.Sum(file => file.Rules.Count), files.Sum(file => file.Correlations.Count), files.Sum(file => file.Filters.Count)));
    }

    [CorpusFact("detect/correlation-rules")]
    public void Correlations_from_the_field_are_read()
    {
        var loaded = RuleLoading.Load([Corpora.PathOf("detect/correlation-rules")]);
        Assert.Equal(24, loaded.FileCount);
        Assert.Empty(loaded.Failures);
        // Ten as correlations, eight as the aggregations of old.
        Assert.Equal(18, loaded.Rules.Correlations.Count);
    }
}
