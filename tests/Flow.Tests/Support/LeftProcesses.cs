using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>Processes that outlive their system: a supervisor is known by the configuration that it was started with, a role by the data folder that it works in.</summary>
internal static class LeftProcesses
{
    /// <summary>Roles of a supervisor that was killed end by themselves within ten seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>Waits until nothing runs on the folders, and kills what stays.</summary>
    /// <returns>What had to be killed.</returns>
    public static async Task<IReadOnlyList<string>> EndAsync(params string[] folders)
    {
        var began = Stopwatch.StartNew();
        List<(int Id, string Command)> found;
        while ((found = Of(folders)).Count > 0 && began.Elapsed < Grace) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        foreach (var (id, _) in found)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It has ended meanwhile.
            }
        }

        return [.. found.Select(process => $"{process.Id} {process.Command}")];
    }

    /// <summary>What runs now and has the folder in its words, its folder or its environment; nothing is waited for or killed.</summary>
    public static IReadOnlyList<string> Named(string folder) =>
        [.. Of([folder]).Concat(All().Where(process => IsInEnvironment(process.Path, folder)).Select(process => (process.Id, Command: "by its environment")))
            .Select(process => $"{process.Id} {process.Command}")];

    private static bool IsInEnvironment(string path, string folder)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(path, "environ"))).Contains(folder, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<(int Id, string Path)> All()
    {
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != Environment.ProcessId)
                yield return (id, path);
        }
    }

    private static List<(int Id, string Command)> Of(string[] folders)
    {
        var found = new List<(int, string)>();
        foreach (var (id, path) in All())
        {
            try
            {
                var words = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(path, "cmdline"))).Split('\0', StringSplitOptions.RemoveEmptyEntries);
                // A process that has ended and was not yet waited for has no words any more.
                if (words.Length == 0) continue;
                var at = new FileInfo(Path.Combine(path, "cwd")).LinkTarget;
                if (words.Any(word => IsIn(word, folders)) || (at is not null && IsIn(at, folders))) found.Add((id, string.Join(' ', words)));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended between the listing and now, or is somebody else's.
            }
        }

        return found;
    }

    private static bool IsIn(string path, string[] folders) =>
        folders.Any(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));
}
