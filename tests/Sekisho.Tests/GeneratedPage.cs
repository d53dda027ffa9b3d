namespace Sekisho.Tests;

/// <summary>A page of docs/ that is generated: compared, or written anew with SEKISHO_UPDATE_DOCS=1.</summary>
internal static class GeneratedPage
{
    public static void AssertEqual(string name, string expected)
    {
        var path = Path.Combine(Repository(), "docs", name);
        if (Environment.GetEnvironmentVariable("SEKISHO_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"docs/{name} is missing: run the tests once with SEKISHO_UPDATE_DOCS=1.");
        Assert.True(File.ReadAllText(path) == expected, $"docs/{name} is not what the code says: run the tests once with SEKISHO_UPDATE_DOCS=1 and commit it.");
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sekisho.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
