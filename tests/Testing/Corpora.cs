namespace Sekisho.Testing;

/// <summary>
/// The third-party test data. It is not part of the repository: SEKISHO_CORPORA names its folder,
/// and without it <c>../shared/corpora</c> beside the repository is tried.
/// </summary>
public static class Corpora
{
    /// <summary>The folder, or null where the data is absent.</summary>
    public static string? Root { get; } = Find();

    public static bool Has(string subject) => Root is not null && Directory.Exists(Path.Combine(Root, subject));

    /// <summary>A folder or file of the corpora, for instance <c>mail/phishing</c>.</summary>
    public static string PathOf(string subject) =>
        Path.Combine(Root ?? throw new InvalidOperationException("No corpora here: a test that needs them is marked CorpusFact or CorpusTheory."), subject);

    public static IReadOnlyList<string> Files(string subject, string pattern = "*")
    {
        var files = Directory.GetFiles(PathOf(subject), pattern, SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("SEKISHO_CORPORA");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? Path.GetFullPath(named) : null;
        if (RepositoryRoot.Found is not { } repository) return null;
        var beside = Path.Combine(repository, "..", "shared", "corpora");
        return Directory.Exists(beside) ? Path.GetFullPath(beside) : null;
    }
}
