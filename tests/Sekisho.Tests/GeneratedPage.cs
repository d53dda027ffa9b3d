using Sekisho.Testing;

namespace Sekisho.Tests;

/// <summary>A page of docs/ that is generated: compared, or written anew with SEKISHO_UPDATE_DOCS=1.</summary>
internal static class GeneratedPage
{
    public static void AssertEqual(string name, string expected)
    {
        var path = RepositoryRoot.PathOf("docs", name);
        if (Environment.GetEnvironmentVariable("SEKISHO_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"docs/{name} is missing: run the tests once with SEKISHO_UPDATE_DOCS=1.");
        Assert.True(File.ReadAllText(path) == expected, $"docs/{name} is not what the code says: run the tests once with SEKISHO_UPDATE_DOCS=1 and commit it.");
    }
}
