using Sekisho.Testing;

namespace Sekisho.Mime.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_documentation_names_every_ambiguity_and_every_limit()
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf("src", "Mime", "README.md"));
        Assert.All(Enum.GetNames<MimeAmbiguityKind>(), name => Assert.Contains($"| `{name}` |", text, StringComparison.Ordinal));
        foreach (var limit in typeof(MimeLimits).GetProperties().Where(property => property.PropertyType == typeof(int)))
            Assert.Contains($"| `{limit.Name}` | {limit.GetValue(MimeLimits.Default):N0} |", text, StringComparison.Ordinal);
        Assert.All(Enum.GetNames<MimeLimitKind>(), name => Assert.NotNull(typeof(MimeLimits).GetProperty("Max" + name)));
    }
}
