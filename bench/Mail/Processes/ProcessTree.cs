using System.Globalization;

namespace Sekisho.Bench.Mail.Processes;

/// <summary>What a process and all its descendants use, read from /proc.</summary>
internal static class ProcessTree
{
    /// <summary>USER_HZ: the kernel reports times to programs in hundredths of a second on every architecture .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>The named processes and everything below them.</summary>
    public static IReadOnlyList<int> Of(IEnumerable<int> roots)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && ReadStat(id) is { } stat)
                parents[id] = int.Parse(stat[1], CultureInfo.InvariantCulture);
        var tree = new HashSet<int>(roots.Where(parents.ContainsKey));
        int before;
        do
        {
            before = tree.Count;
            tree.UnionWith(parents.Where(pair => tree.Contains(pair.Value)).Select(pair => pair.Key).ToList());
        }
        while (tree.Count > before);
        return [.. tree];
    }

    /// <summary>User and system time so far, with that of ended children that were waited for.</summary>
    public static TimeSpan CpuTime(IEnumerable<int> processes) =>
        TimeSpan.FromSeconds(processes.Select(ReadStat).OfType<string[]>().Sum(stat => stat[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))) / TicksPerSecond);

    /// <summary>Resident memory, in bytes; pages that several processes share count in each (so this is on the high side).</summary>
    public static long ResidentBytes(IEnumerable<int> processes) =>
        processes.Select(ReadStat).OfType<string[]>().Sum(stat => long.Parse(stat[21], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;

    /// <summary>Resident memory with shared pages divided by those who share them, in bytes; 0 where the kernel does not tell.</summary>
    public static long ProportionalBytes(IEnumerable<int> processes) => processes.Sum(ReadProportional);

    private static long ReadProportional(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/smaps_rollup").FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[4..^2].Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The fields of /proc/ID/stat behind the name (which may hold blanks): [0] state, [1] parent, [11..14] times, [21] pages.</summary>
    private static string[]? ReadStat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
