using Sekisho.Inspect.Facts;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Facts;

public sealed class FactCatalogueTests
{
    [Fact]
    public void Docs_facts_md_is_what_the_code_says()
    {
        var path = RepositoryRoot.PathOf("docs", "facts.md");
        if (Environment.GetEnvironmentVariable("SEKISHO_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, FactCatalogue.ToMarkdown());
        }

        Assert.True(File.Exists(path), "docs/facts.md is missing: run this test with SEKISHO_UPDATE_DOCS=1.");
        Assert.Equal(FactCatalogue.ToMarkdown(), File.ReadAllText(path));
    }

    [Fact]
    public void Every_fact_has_one_name_a_meaning_and_an_example()
    {
        var facts = FactCatalogue.Groups.SelectMany(group => group.Facts).ToList();
        Assert.InRange(facts.Count, 90, 300);
        Assert.Equal(facts.Count, facts.Select(fact => fact.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(facts, fact =>
        {
            Assert.Matches("^[a-z0-9_]+(\\.[a-z0-9_]+)*$", fact.Name);
            Assert.EndsWith(".", fact.Meaning, StringComparison.Ordinal);
            Assert.NotEqual("", fact.Example);
        });
    }

    [Fact]
    public void Half_a_surrogate_pair_never_reaches_a_fact()
    {
        Assert.Equal("a\uFFFDb", FactText.Whole("a\uD83Db"));
        Assert.Equal("a\uFFFD\U0001F600", FactText.Whole("a\uDE00\U0001F600"));
        Assert.Equal("a", FactText.Cut("a\U0001F600", 2));
        Assert.Equal("a\U0001F600", FactText.Cut("a\U0001F600b", 3));
    }
}
