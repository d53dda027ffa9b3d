namespace Sekisho.Inspect.Tests;

/// <summary>The folder of the repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sekisho.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
