namespace Sekisho.Testing;

/// <summary>The folder of the repository that the tests were built from. (The paths that the compiler records are mapped in a deterministic build.)</summary>
public static class RepositoryRoot
{
    /// <summary>The full path, or null where the tests run outside of a repository.</summary>
    public static string? Found { get; } = Find();

    /// <summary>A file or folder of the repository.</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Found ?? throw new InvalidOperationException("Sekisho.slnx is in no folder above the test's own: run the tests from the repository's build output."), .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sekisho.slnx")))
                return folder.FullName;
        return null;
    }
}
