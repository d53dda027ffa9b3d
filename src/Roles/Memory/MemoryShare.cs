using System.Globalization;

namespace Sekisho.Roles.Memory;

/// <summary>This process's share of the machine's memory.</summary>
internal static class MemoryShare
{
    /// <summary>The proportional set size out of <c>/proc/self/smaps_rollup</c> (proc(5)), in bytes; 0 where the system does not tell.</summary>
    public static long Read()
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/smaps_rollup"))
            {
                if (!line.StartsWith("Pss:", StringComparison.Ordinal)) continue;
                var number = line.AsSpan(4).Trim();
                var end = number.IndexOf(' ');
                return end > 0 && long.TryParse(number[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : 0;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A kernel without that file, or a confinement that hides it: the figure is unknown.
        }

        return 0;
    }
}
