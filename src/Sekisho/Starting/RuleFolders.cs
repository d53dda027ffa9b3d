using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using Sekisho.Inspect.Judging;

namespace Sekisho.Starting;

/// <summary>The operator's folders of rules. They are read here, outside of the confined workers, and handed to them as text.</summary>
internal static class RuleFolders
{
    /// <summary>The most files. Stops a wrong folder (a home, a whole rule repository for other logs) from being handed to every worker.</summary>
    public const int MaxFiles = 1_000;

    /// <summary>The most bytes of all files together. Stops the same.</summary>
    public const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>Deeper folders are not gone into. Stops loops made of mounts.</summary>
    private const int MaxDepth = 16;

    private const string Advice = "Name only folders of rules over mail.";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>A text that changes with names, sizes and times of the files; null where a folder cannot be read.</summary>
    /// <param name="paths">Folders, or single files.</param>
    public static string? Stamp(IReadOnlyList<string> paths)
    {
        try
        {
            var text = new StringBuilder();
            foreach (var (name, content) in FilesOf(paths))
                text.Append(CultureInfo.InvariantCulture, $"{name}\0{content.Length}\0{content.LastWriteTimeUtc.Ticks}\n");
            return text.ToString();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads all files.</summary>
    /// <param name="paths">Folders, or single files.</param>
    /// <returns>The texts, folder by folder and there in the order of the names; or why they cannot be used.</returns>
    public static (IReadOnlyList<RuleText> Texts, string? Problem) Read(IReadOnlyList<string> paths)
    {
        try
        {
            var files = FilesOf(paths);
            if (files.Count > MaxFiles) return ([], $"There are more than {MaxFiles} rule files in {string.Join(", ", paths)}. {Advice}");
            if (files.Sum(file => file.Content.Length) > MaxBytes) return ([], $"The rule files of {string.Join(", ", paths)} have more than {MaxBytes} bytes together. {Advice}");
            return ([.. files.Select(file => new RuleText(file.Name, File.ReadAllText(file.Name, Encoding.UTF8)))], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ([], $"The rules of {string.Join(", ", paths)} cannot be read: {exception.Message}");
        }
    }

    private static List<(string Name, FileInfo Content)> FilesOf(IReadOnlyList<string> paths)
    {
        var names = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path)) names.Add(path);
            else names.AddRange(Below(path).Take(MaxFiles + 1).Order(StringComparer.Ordinal));
        }

        return [.. names.Distinct(StringComparer.Ordinal).Take(MaxFiles + 1).Select(name => (name, Content(name)))];
    }

    // Hidden folders are those of version control and of mounted configuration, which link the visible names to them.
    private static FileSystemEnumerable<string> Below(string folder) => new(folder, static (ref entry) => entry.ToFullPath(), Everything)
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && entry.FileName[0] != '.' && (entry.FileName.EndsWith(".yml", StringComparison.Ordinal) || entry.FileName.EndsWith(".yaml", StringComparison.Ordinal)),
        ShouldRecursePredicate = static (ref entry) => entry.FileName[0] != '.' && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    /// <summary>What a link leads to, so that a change there is seen.</summary>
    private static FileInfo Content(string name)
    {
        var file = new FileInfo(name);
        var content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return content.Exists ? content : throw new FileNotFoundException($"{name} is not there, or leads to nothing.");
    }
}
