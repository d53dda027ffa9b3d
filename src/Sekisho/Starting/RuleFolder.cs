using System.Globalization;
using System.Text;
using Sekisho.Inspect.Judging;

namespace Sekisho.Starting;

/// <summary>The operator's folder of rules. It is read here, outside of the confined workers, and handed to them as text.</summary>
internal static class RuleFolder
{
    /// <summary>The most files. Stops a wrong folder (a home, a whole rule repository for other logs) from being handed to every worker.</summary>
    public const int MaxFiles = 1_000;

    /// <summary>The most bytes of all files together. Stops the same.</summary>
    public const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>Deeper folders are not gone into. Stops loops made of mounts.</summary>
    private const int MaxDepth = 16;

    /// <summary>A text that changes with names, sizes and times of the files; null where the folder cannot be read.</summary>
    public static string? Stamp(string folder)
    {
        try
        {
            var text = new StringBuilder();
            foreach (var file in FilesOf(folder))
                text.Append(CultureInfo.InvariantCulture, $"{file.FullName}\0{file.Length}\0{file.LastWriteTimeUtc.Ticks}\n");
            return text.ToString();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads all files.</summary>
    /// <returns>The texts in the order of the names; or why the folder cannot be used.</returns>
    public static (IReadOnlyList<RuleText> Texts, string? Problem) Read(string folder)
    {
        try
        {
            var files = FilesOf(folder);
            if (files.Count > MaxFiles) return ([], $"{folder} has more than {MaxFiles} rule files. Name the folder of the rules over mail only.");
            if (files.Sum(file => file.Length) > MaxBytes) return ([], $"The rule files of {folder} have more than {MaxBytes} bytes together. Name the folder of the rules over mail only.");
            return ([.. files.Select(file => new RuleText(file.FullName, File.ReadAllText(file.FullName, Encoding.UTF8)))], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ([], $"The rule folder {folder} cannot be read: {exception.Message}");
        }
    }

    private static List<FileInfo> FilesOf(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        return [.. new DirectoryInfo(folder).EnumerateFiles("*", options).Where(file => file.Extension is ".yml" or ".yaml").Take(MaxFiles + 1).OrderBy(file => file.FullName, StringComparer.Ordinal)];
    }
}
