using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Reading;

/// <summary>Loads rules from files and folders.</summary>
public static class RuleLoading
{
    /// <summary>Deeper folders are not gone into. Stops loops made of mounts.</summary>
    private const int MaxFolderDepth = 64;

    /// <summary>Loads all rules below some paths; files with the ending .yml or .yaml below folders, files named themselves whatever they are called.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="placeholders">The values of placeholders by name, or null for none.</param>
    /// <param name="workers">How many files are read at one time.</param>
    /// <param name="moreFields">Further fields that the set is to know, or null.</param>
    public static LoadedRules Load(IEnumerable<string> paths, IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders = null, int workers = 2, IEnumerable<string>? moreFields = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var problems = new List<RuleProblem>();
        var files = paths.SelectMany(path => FilesOf(path, problems)).ToList();
        var read = new RuleFile[files.Count];
        // Neighbours differ much in size: each worker takes the next file that nobody has.
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(workers, 1) }, i => read[i] = ReadFile(files[i], placeholders));
        foreach (var file in read) problems.AddRange(file.Problems);
        return new LoadedRules(RuleSet.Create(read, problems, moreFields), problems, files.Count);
    }

    private static RuleFile ReadFile(string path, IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders)
    {
        try
        {
            if (new FileInfo(path).Length > RuleLimits.MaxFileBytes) return Failed(path, $"The file is larger than {RuleLimits.MaxFileBytes} bytes.");
            return RuleReading.Read(File.ReadAllBytes(path), path, placeholders);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(path, $"The file cannot be read: {exception.Message}");
        }
    }

    private static RuleFile Failed(string path, string problem) => new() { Problems = [new RuleProblem(RuleProblemKind.Error, new Rules.RulePlace(path, 1, 1), problem)] };

    private static List<string> FilesOf(string path, List<RuleProblem> problems)
    {
        if (File.Exists(path)) return [path];
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxFolderDepth, AttributesToSkip = FileAttributes.ReparsePoint };
            var files = Directory.EnumerateFiles(path, "*", options)
                .Where(file => Path.GetExtension(file) is ".yml" or ".yaml").Order(StringComparer.Ordinal).ToList();
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(new RuleProblem(RuleProblemKind.Error, new Rules.RulePlace(path, 1, 1), $"There is no such file or folder: {exception.Message}"));
            return [];
        }
    }
}
