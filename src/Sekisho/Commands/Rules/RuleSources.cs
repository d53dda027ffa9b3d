using Sekisho.Output;
using Sekisho.Sigma.Reading;

namespace Sekisho.Commands.Rules;

/// <summary>Loads the rules that a command line names.</summary>
internal static class RuleSources
{
    /// <summary>Loads rules; null when the placeholder file is wrong, which has been told.</summary>
    public static LoadedRules? Load(IReadOnlyList<string> paths, string? placeholderFile, string currentFolder, CommandOutput output)
    {
        IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders = null;
        if (placeholderFile is not null)
        {
            var problems = new List<RuleProblem>();
            placeholders = PlaceholderFile.Read(File.ReadAllBytes(Path.GetFullPath(placeholderFile, currentFolder)), placeholderFile, problems);
            foreach (var problem in problems) output.Fail(problem.ToString());
            if (problems.Count > 0) return null;
        }

        return RuleLoading.Load(paths.Select(path => Path.IsPathRooted(path) ? path : Path.Combine(currentFolder, path)), placeholders, Math.Clamp(Environment.ProcessorCount, 1, 16));
    }
}
