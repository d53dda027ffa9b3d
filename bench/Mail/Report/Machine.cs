using System.Diagnostics;

namespace Sekisho.Bench.Mail.Report;

/// <summary>The facts of this machine that the figures depend on.</summary>
internal sealed record Machine(int Processors, string Model, string Kernel, string DotNet, double LoadBefore, string Folder, string FileSystem, double FlushMilliseconds)
{
    private const int Flushes = 200;
    private const int FlushedBytes = 5 * 1024;

    public static Machine Look(string folder) =>
        new(Environment.ProcessorCount, ProcessorModel(), "Linux " + File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), Environment.Version.ToString(), Load(), folder, FileSystemOf(folder), MeasureFlush(folder));

    private static string ProcessorModel() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static double Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static string FileSystemOf(string folder) =>
        File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
            .Where(mount => mount[1] == "/" || folder == mount[1] || folder.StartsWith(mount[1] + "/", StringComparison.Ordinal))
            .OrderByDescending(mount => mount[1].Length)
            .Select(mount => mount[2]).FirstOrDefault() ?? "unknown";

    /// <summary>What one "on disk" costs here: 5 KB appended and flushed, the median.</summary>
    private static double MeasureFlush(string folder)
    {
        var path = Path.Combine(folder, "flush");
        var block = new byte[FlushedBytes];
        var times = new List<double>();
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var i = 0; i < Flushes; i++)
            {
                var started = Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        File.Delete(path);
        times.Sort();
        return times[Flushes / 2];
    }
}
