namespace Sekisho.Confinement.Files;

/// <summary>Works out which paths the rules of a policy are to be given for.</summary>
internal static class PathRules
{
    /// <summary>
    /// The paths that open <paramref name="readable"/> without opening anything of <paramref name="hidden"/>. Landlock only adds rights:
    /// a rule on a folder cannot be taken back for a part of it. So where a hidden folder lies inside, its neighbours get rules of
    /// their own; what is made later beside them stays closed. What is named and lies inside a hidden folder is opened: it was meant.
    /// </summary>
    public static IEnumerable<string> Around(string readable, IReadOnlyList<string> hidden)
    {
        if (hidden.Contains(readable)) return [];
        if (!hidden.Any(folder => IsInside(folder, readable))) return [readable];
        try
        {
            return Directory.EnumerateFileSystemEntries(readable).Order(StringComparer.Ordinal)
                // A link could lead into what is hidden, by another name.
                .Where(entry => new FileInfo(entry).LinkTarget is null)
                .SelectMany(entry => Around(entry, hidden)).ToArray();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return []; // Not to be read by us either.
        }
    }

    /// <summary>A path with every symbolic link in it resolved, as far as it exists.</summary>
    public static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        var real = "/";
        foreach (var part in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Target(real) is { } target) real = target;
        }

        return real;
    }

    private static string? Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? Real(target.FullName) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null; // Nothing there, or a loop: it stays as it is written.
        }
    }

    /// <summary>Whether a path is a folder or lies in it.</summary>
    private static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(folder == "/" ? "/" : folder + "/", StringComparison.Ordinal);
}
