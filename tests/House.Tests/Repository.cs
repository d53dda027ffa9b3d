using Sekisho.Testing;

namespace Sekisho.House.Tests;

/// <summary>The files of the repository, as they lie in the working folder: what is built, tested and shipped.</summary>
internal static class Repository
{
    private static readonly string[] SkippedFolders = ["bin", "obj", "artifacts", "TestResults", ".git", "data", "node_modules"];

    public static string Root { get; } = RepositoryRoot.PathOf();

    /// <summary>Every file but build output, as paths from the root with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    public static bool Exists(string path) => File.Exists(FullPath(path)) || Directory.Exists(FullPath(path));

    public static IEnumerable<string> FilesOf(string extension, params string[] folders) =>
        Files.Where(file => file.EndsWith(extension, StringComparison.Ordinal)
            && (folders.Length == 0 || folders.Any(folder => file.StartsWith(folder + "/", StringComparison.Ordinal))));

    private static List<string> ListFiles()
    {
        var files = new List<string>();
        var folders = new Stack<string>([Root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var inner in Directory.EnumerateDirectories(folder))
                if (!SkippedFolders.Contains(Path.GetFileName(inner), StringComparer.Ordinal))
                    folders.Push(inner);
            foreach (var file in Directory.EnumerateFiles(folder))
                if (Path.GetFileName(file) != ".git") // in a linked checkout .git is a file
                    files.Add(Path.GetRelativePath(Root, file));
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }
}
