using System.IO.Enumeration;

namespace Sekisho.Commands.Files;

/// <summary>The files that a command line means: files as they are named, folders with everything below them.</summary>
internal static class InputFiles
{
    /// <summary>The largest file that is read: what the calls between roles carry at most.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Deeper folders are not gone into. Stops loops made of mounts.</summary>
    private const int MaxFolderDepth = 64;

    /// <summary>All files in the order given, those of a folder in the order of their paths.</summary>
    public static IEnumerable<InputFile> Of(IEnumerable<string> paths, string currentFolder)
    {
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, currentFolder);
            if (File.Exists(full)) yield return new InputFile(path);
            else if (Directory.Exists(full)) foreach (var file in InFolder(path, full)) yield return file;
            else yield return new InputFile(path, "There is no such file or folder.");
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <returns>The content, or why there is none.</returns>
    public static async Task<(byte[]? Content, string? Problem)> ReadAsync(string path, string currentFolder, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(Path.GetFullPath(path, currentFolder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: false);
            if (file.Length > MaxBytes) return (null, $"The file has {file.Length} bytes; at most {MaxBytes} are read.");
            var content = new byte[file.Length];
            var read = await file.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellation);
            return (read == content.Length ? content : content[..read], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return (null, exception.Message);
        }
    }

    private static List<InputFile> InFolder(string path, string full)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxFolderDepth, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
            var files = new FileSystemEnumerable<string>(full, (ref FileSystemEntry entry) => Path.Join(path, Path.GetRelativePath(full, entry.ToFullPath())), options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
                // A link to a folder above would never end.
                ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == FileAttributes.None,
            };
            return [.. files.Order(StringComparer.Ordinal).Select(file => new InputFile(file))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new InputFile(path, exception.Message)];
        }
    }
}
