using Sekisho.Output;
using Sekisho.Sigma.Reading;

namespace Sekisho.Commands.Rules;

/// <summary>Loads the rules that a command line names.</summary>
internal static class RuleSources
{
    private const int ManyFiles = 500;

    /// <summary>Loads rules; null when the placeholder file is wrong, which has been told.</summary>
    public static LoadedRules? Load(IReadOnlyList<string> paths, string? placeholderFile, string currentFolder, CommandOutput output, IEnumerable<string>? moreFields = null)
    {
        IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders = null;
        if (placeholderFile is not null)
        {
            var problems = new List<RuleProblem>();
            placeholders = PlaceholderFile.Read(File.ReadAllBytes(Path.GetFullPath(placeholderFile, currentFolder)), placeholderFile, problems);
            foreach (var problem in problems) output.Fail(problem.ToString());
            if (problems.Count > 0) return null;
        }

        // Messages name files as they were given, where that is the same.
        var here = currentFolder == Environment.CurrentDirectory;
        var loaded = RuleLoading.Load(paths.Select(path => here ? path : Path.GetFullPath(path, currentFolder)), placeholders, Math.Clamp(Environment.ProcessorCount, 1, 16), moreFields);
        // Reading thousands of files leaves much behind that is not needed any more: it goes back to the system at once.
        if (loaded.FileCount > ManyFiles) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return loaded;
    }
}
