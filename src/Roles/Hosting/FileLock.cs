using System.Globalization;
using Sekisho.Confinement;

namespace Sekisho.Roles.Hosting;

/// <summary>
/// An exclusive lock on a file, held by this process until it ends in whatever way (flock(2)), with the holder's
/// process identifier in a file beside it for messages.
/// </summary>
internal sealed class FileLock : IDisposable
{
    /// <summary>EAGAIN of flock(2): on Linux the runtime hands the error number on as the HResult.</summary>
    private const int TryAgain = 11;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns null when another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is another user's.</exception>
    public static FileLock? TryTake(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException problem) when (problem.HResult == TryAgain)
        {
            return null;
        }

        File.WriteAllText(PidPath(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FileLock(file);
    }

    /// <summary>The process identifier of the last holder, or 0 when unknown. It is alive only if the lock is held.</summary>
    public static int HolderOf(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(PidPath(path)), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>
    /// Whether the kernel knows this process as the holder of the lock. The number beside the lock is written by the holder, which may
    /// be an intruder that would like another process killed in its place.
    /// </summary>
    public static bool IsHeldBy(string path, int pid)
    {
        try
        {
            var number = Ownership.NumberOf(path).ToString(CultureInfo.InvariantCulture);
            var process = pid.ToString(CultureInfo.InvariantCulture);
            // proc_locks(5): "1: FLOCK  ADVISORY  WRITE 708 00:15:1234 0 EOF"
            return File.ReadLines("/proc/locks").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Any(words => words.Length > 5 && words[1] == "FLOCK" && words[4] == process && words[5].EndsWith(":" + number, StringComparison.Ordinal));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PidPath(string path) => path + ".pid";
}
