using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Hosting;

namespace Sekisho.Roles.Supervision;

/// <summary>
/// Processes of an earlier supervisor that was killed. They end by themselves when they notice; one that hangs is
/// killed here, because two processes of one role must never work on one folder.
/// </summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when no process of an earlier run holds one of the locks.</summary>
    public static async Task EndAsync(RunFolder folder, TimeProvider clock, ILogger log, CancellationToken cancellation)
    {
        foreach (var path in Directory.EnumerateDirectories(folder.Path).Select(process => Path.Combine(process, Path.GetFileName(process) + ".lock")).Where(File.Exists))
        {
            if (await IsFreeAsync(path, Patience, clock, cancellation)) continue;
            var pid = FileLock.HolderOf(path);
            if (!FileLock.IsHeldBy(path, pid)) continue; // it has just ended, or lies about its number: the start fails at its lock and says so
            Log.LeftoverKilled(log, Path.GetFileNameWithoutExtension(path), pid);
            Kill(pid);
            await IsFreeAsync(path, Patience, clock, cancellation);
        }
    }

    private static async Task<bool> IsFreeAsync(string path, TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            using (var taken = FileLock.TryTake(path))
            {
                if (taken is not null) return true;
            }

            if (clock.GetElapsedTime(began) >= patience) return false;
            await Task.Delay(Retry, clock, cancellation);
        }
    }

    private static void Kill(int pid)
    {
        try
        {
            // It holds the lock as far as the kernel knows: it is that process and no other that got its number later.
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile.
        }
        catch (InvalidOperationException)
        {
            // The same, between finding and killing it.
        }
    }
}
