using System.Globalization;

namespace Sekisho.Edge.Sessions;

/// <summary>How many sessions there is really room for.</summary>
internal static class Places
{
    private const string LimitsPath = "/proc/self/limits";

    // For calls to the other roles, logs, certificates, and connections that are being refused.
    private const int OtherHandles = 1000;

    /// <summary>The wanted number, or fewer where the process may not open so many files: without a handle left it could not even refuse.</summary>
    public static int Of(int wanted) => Of(wanted, OpenFiles());

    /// <summary>The same for a given limit of open files; null when it is not known.</summary>
    internal static int Of(int wanted, long? openFiles) =>
        openFiles is { } limit ? (int)Math.Min(wanted, Math.Max(1, limit - Math.Min(OtherHandles, limit / 2))) : wanted;

    /// <summary>Reads "Max open files  SOFT  HARD  files" out of proc_pid_limits(5); null for unlimited and where it cannot be read.</summary>
    internal static long? Read(IEnumerable<string> lines)
    {
        const string Name = "Max open files";
        var line = lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var values = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return values is { Length: > 0 } && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var soft) ? soft : null;
    }

    private static long? OpenFiles()
    {
        try
        {
            return Read(File.ReadLines(LimitsPath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or confined so that it cannot be read: the setting counts as it is.
            return null;
        }
    }
}
